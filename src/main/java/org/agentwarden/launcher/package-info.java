/**
 * The commands of {@code agentwarden.jar}. {@code serve} checks the settings, prepares the data directory and starts
 * Payara Micro, which is in the same jar with the WAR and the broker; the others are for operators. Never inside the WAR.
 */
package org.agentwarden.launcher;
