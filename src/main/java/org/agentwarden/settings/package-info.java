/**
 * Every {@code agentwarden.*} setting, parsed and checked in one place. The launcher reads them before the server
 * starts, the broker and the application read the same keys through the environment or MicroProfile Config; this
 * package therefore depends on the JDK alone.
 */
package org.agentwarden.settings;
