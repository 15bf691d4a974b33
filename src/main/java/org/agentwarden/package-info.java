/**
 * AgentWarden Server: decides what AI agents may do, asks a human when it must, and tells the company's systems by
 * durable, signed webhooks. One package per feature; features know nothing of {@code audit} and {@code webhooks}, which
 * listen to the features' past-tense event records.
 */
package org.agentwarden;
