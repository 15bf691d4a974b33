/**
 * The audit log: every check, report, decision, sign-in and change of configuration, written in the transaction of
 * what it records. It observes the events of the features; nothing depends on it. Seals chain its rows, and retention
 * removes them seal by seal.
 */
package org.agentwarden.audit;
