/**
 * Checks ({@code /sdk/check}) and reports ({@code /sdk/log}) of agents, and the events that they raise. {@link
 * org.agentwarden.actions.ActionBlocked} and {@link org.agentwarden.actions.ActionFailed} are public API: the code of
 * an enterprise may raise them too.
 */
package org.agentwarden.actions;
