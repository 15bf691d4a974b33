/**
 * Filters in Payara's HTTP listener that refuse what no application should see: malformed targets, too many
 * connections of a client, request headers that arrive too slowly; and TLS of the runnable jar. It is on the class path of the server, never
 * inside the WAR.
 */
package org.agentwarden.connector;
