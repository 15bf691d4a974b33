/**
 * The audit log: every check, report, decision and change of management, written in the transaction of what it tells. It
 * listens to the features' events and is listened to by nobody. Seals chain its rows; what has become old is removed from
 * seal to seal.
 */
package org.agentwarden.audit;
