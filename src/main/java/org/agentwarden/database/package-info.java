/**
 * What makes the embedded database durable and fast at once: a driver in front of H2's, whose commits reach the disk in
 * groups. Part of the runnable jar, beside the server's own libraries; never inside the WAR.
 */
@NullMarked
package org.agentwarden.database;

import org.jspecify.annotations.NullMarked;
