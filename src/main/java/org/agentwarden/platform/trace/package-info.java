/**
 * The W3C trace context of a request: read from its headers, bound to the thread while the request is processed, and
 * stored with the events that the request causes.
 */
package org.agentwarden.platform.trace;
