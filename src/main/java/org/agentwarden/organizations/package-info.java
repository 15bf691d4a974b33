/**
 * Organizations, their plans, users and API keys: who calls and what they have paid for. Every other row in the
 * database belongs to exactly one organization.
 */
package org.agentwarden.organizations;
