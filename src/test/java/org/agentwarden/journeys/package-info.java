/**
 * What people experience of the product, over real HTTP: the jar runs as a process of its own, agents and
 * administrators call it, receivers get its webhooks. One server serves all journeys that need nothing special.
 */
package org.agentwarden.journeys;
