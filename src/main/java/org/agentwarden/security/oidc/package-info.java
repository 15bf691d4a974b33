/**
 * Access tokens of an external OpenID Connect issuer: its keys, fetched from it and kept for a while, and what a token of
 * its says about its user. Who that is here, and in which organization, is not decided in this package.
 */
package org.agentwarden.security.oidc;
