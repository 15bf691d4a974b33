/** Where an organization wants its webhooks sent, and which events it wants there. */
package org.agentwarden.webhooks.endpoints;
