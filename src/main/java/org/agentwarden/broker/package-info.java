/**
 * The message broker for servers that have none of their own: an Artemis resource adapter that boots a durable broker
 * inside the server, or connects to an external one when {@code agentwarden.broker.url} says so. Packaged as {@code
 * AgentWardenBroker.rar}, never inside the WAR.
 */
package org.agentwarden.broker;
