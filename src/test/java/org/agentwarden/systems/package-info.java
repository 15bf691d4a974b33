/**
 * The systems around the product, as tests and the demo see them: the server as a real process, a company that manages
 * it, an agent that asks it, and a receiver that it notifies. Journeys talk to these and never to HTTP plumbing; what
 * they send and receive is nevertheless exactly what goes over the wire.
 */
package org.agentwarden.systems;
