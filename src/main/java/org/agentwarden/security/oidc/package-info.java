/**
 * Access tokens of an external OpenID Connect issuer: its keys, and what a token says about its user. Other packages
 * decide which user and organization that is here.
 */
package org.agentwarden.security.oidc;
