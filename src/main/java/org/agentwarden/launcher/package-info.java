/**
 * The entry point of {@code agentwarden.jar}: checks the settings, prepares the data directory and hands over to Payara
 * Micro, which is packed into the same jar together with the WAR and the broker. Never inside the WAR.
 */
package org.agentwarden.launcher;
