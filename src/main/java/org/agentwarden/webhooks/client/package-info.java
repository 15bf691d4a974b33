/**
 * One HTTP exchange with a receiver: the JAX-RS client, its timeout and retry, the addresses that it may connect to, the
 * forward proxy and TLS. It knows nothing of deliveries but their outcome.
 */
package org.agentwarden.webhooks.client;
