/**
 * The message broker for servers without one: an Artemis resource adapter that starts a durable broker inside the
 * server, or connects to an external one if {@code agentwarden.broker.url} is set. Packaged as {@code
 * AgentWardenBroker.rar}, never inside the WAR.
 */
package org.agentwarden.broker;
