/**
 * What all resources share on the wire: the error shape of the contract, paging, query parameters, time formats and the
 * security headers of every answer.
 */
package org.agentwarden.platform.http;
