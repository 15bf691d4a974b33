/**
 * AgentWarden Server controls what AI agents may do, asks people for approval, keeps an audit log, and informs other
 * systems by durable, signed webhooks. There is one package per feature. Features do not know {@code audit} and
 * {@code webhooks}, which observe the events of the features.
 */
package org.agentwarden;
