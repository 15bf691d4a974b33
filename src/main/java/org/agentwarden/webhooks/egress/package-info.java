/**
 * Where webhooks may go: which URLs are well formed and which addresses are not somebody's inside. Pure; whoever
 * connects asks here about the very address that it connects to.
 */
package org.agentwarden.webhooks.egress;
