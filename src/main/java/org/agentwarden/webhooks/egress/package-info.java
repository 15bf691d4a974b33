/**
 * Where webhooks may go: which URLs are valid, and which addresses are refused because they are private, this server's own
 * or reached without TLS. Nothing here connects or resolves a name; the client asks about each address it connects to.
 */
package org.agentwarden.webhooks.egress;
