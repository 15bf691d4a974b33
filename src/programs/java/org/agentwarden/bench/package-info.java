/**
 * The benchmark: how much of what this machine's plain HTTP client can post the server turns into durable, signed
 * webhooks. The server, the sink that receives and this load generator are separate processes that share one clock;
 * every event carries its number, so what was lost or sent twice is known and not estimated.
 */
package org.agentwarden.bench;
