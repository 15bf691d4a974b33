/**
 * What organizations own: the port by which each feature says how its rows are counted, exported, and removed with their
 * organization.
 */
package org.agentwarden.holdings;
