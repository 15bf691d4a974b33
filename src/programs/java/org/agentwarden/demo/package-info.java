/** The webhooks guide's story, played on the console against a freshly started server. */
package org.agentwarden.demo;
