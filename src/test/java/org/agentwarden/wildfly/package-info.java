/**
 * The WAR on WildFly, seen from outside: the server runs as a process of its own and is spoken to over HTTP. Runs in the
 * build's profile {@code wildfly} only.
 */
package org.agentwarden.wildfly;
