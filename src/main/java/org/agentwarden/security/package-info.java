/**
 * Authentication and secrets: access tokens, API keys, passwords, encryption of stored secrets. It depends on no
 * feature; resources declare by annotation which credential and which role they need.
 */
package org.agentwarden.security;
