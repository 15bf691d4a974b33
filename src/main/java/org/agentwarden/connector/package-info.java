/**
 * What Payara's HTTP connector has to refuse before any application sees it: targets that it can't decode, clients with
 * too many connections, request headers that come too slowly. Part of the server's class path, never inside the WAR.
 */
package org.agentwarden.connector;
