/** The server beside a real Keycloak, which signs people in; only with {@code mvn verify -Pkeycloak}. */
package org.agentwarden.keycloak;
