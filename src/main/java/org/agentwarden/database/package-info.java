/**
 * The JDBC driver that the connection pool of the runnable jar uses. It lies beside the server's own libraries, because the
 * pool can't see into the WAR.
 */
@NullMarked
package org.agentwarden.database;

import org.jspecify.annotations.NullMarked;
