/**
 * Where webhooks may go: which URLs are well formed, and which of them lead inside, back to this server or over an open
 * wire. Nothing here connects or resolves; whoever connects asks here about the very address that it connects to.
 */
package org.agentwarden.webhooks.egress;
