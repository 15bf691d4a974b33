/**
 * How often who may ask: organizations by their plan and plane, and whoever signs up or in by the address of the client.
 * Counted in the memory of each node.
 */
package org.agentwarden.limits;
