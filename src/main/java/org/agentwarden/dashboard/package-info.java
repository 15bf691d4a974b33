/**
 * The pages that people see: files of the archive, served as they are. Whatever they show and do goes through the API like
 * any other client's requests.
 */
package org.agentwarden.dashboard;
