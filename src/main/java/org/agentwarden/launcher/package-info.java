/**
 * The main class of {@code agentwarden.jar}: checks the settings, prepares the data directory and starts Payara
 * Micro, which is in the same jar with the WAR and the broker. Never inside the WAR.
 */
package org.agentwarden.launcher;
