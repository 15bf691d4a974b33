/**
 * The rule of seals: what a seal covers, what it signs, and how a log is checked against its seals. Pure: the server checks
 * its database by it, and the command {@code verify-log} a file. So it depends on nothing but the JDK.
 */
package org.agentwarden.audit.sealing;
