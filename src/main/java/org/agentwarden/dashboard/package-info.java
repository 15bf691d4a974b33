/**
 * Serves the files of the dashboard. The pages use the API like any other client.
 */
package org.agentwarden.dashboard;
