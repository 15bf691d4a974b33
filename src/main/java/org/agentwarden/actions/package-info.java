/**
 * What agents do: ask before an action ({@code /sdk/check}) and report after it ({@code /sdk/log}). The event records say
 * what happened; {@link org.agentwarden.actions.ActionBlocked} and {@link org.agentwarden.actions.ActionFailed} are public
 * API that an enterprise's own code may raise.
 */
package org.agentwarden.actions;
