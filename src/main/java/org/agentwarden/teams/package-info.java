/**
 * Teams of people, and who may decide approvals. It depends on no feature but organizations; whoever names a team observes
 * {@link org.agentwarden.teams.TeamChanged} and {@link org.agentwarden.teams.TeamDeleted}, and may refuse the change.
 */
package org.agentwarden.teams;
