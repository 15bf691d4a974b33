/**
 * The W3C trace context that a request brings: read from its headers, current while the request is answered, and there
 * for whoever stores what the request has caused.
 */
package org.agentwarden.platform.trace;
