/**
 * Agents and their permissions. {@link org.agentwarden.agents.PermissionPolicy} is the rule of every check.
 */
package org.agentwarden.agents;
