/**
 * Every {@code agentwarden.*} setting: its description, its default, and how it is parsed and checked. The launcher,
 * the broker and the application read the same keys, so this package depends on the JDK only.
 */
package org.agentwarden.settings;
