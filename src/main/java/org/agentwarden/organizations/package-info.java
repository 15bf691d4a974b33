/**
 * Organizations with their plans, users, invitations, sessions and API keys. Every other row in the database belongs
 * to exactly one organization.
 */
package org.agentwarden.organizations;
