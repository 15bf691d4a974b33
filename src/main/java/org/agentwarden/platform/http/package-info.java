/**
 * What all resources have in common in HTTP: the form of errors, limits of requests, paging, query parameters,
 * formats of times, and security headers.
 */
package org.agentwarden.platform.http;
