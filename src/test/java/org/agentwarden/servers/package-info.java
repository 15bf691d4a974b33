/**
 * One contract on every application server that operators bring: the same WAR, set up by {@code server-config}, seen from
 * outside over HTTP. Each server's tests run in the build's profile of its name only.
 */
package org.agentwarden.servers;
