/**
 * Who calls and what proves it: access tokens, API keys, passwords, and secrets sealed at rest. Knows no feature; the
 * features say by annotation which credential and which role a resource asks for.
 */
package org.agentwarden.security;
