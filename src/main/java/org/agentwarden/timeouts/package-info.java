/**
 * The timer behind MicroProfile's {@code @Timeout} on Payara. It is on the class path of the server, never inside the WAR:
 * the server's Fault Tolerance looks it up by name before any application is there.
 */
package org.agentwarden.timeouts;
