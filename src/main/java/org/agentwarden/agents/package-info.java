/** AI agents and what each of them may do. The rule itself is {@link org.agentwarden.agents.PermissionPolicy}. */
package org.agentwarden.agents;
