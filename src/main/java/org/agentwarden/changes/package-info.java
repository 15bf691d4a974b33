/**
 * Changes of the configuration of an organization, as one event for all features: a feature names what it has
 * changed, and this package adds who did it and when. It depends on no feature.
 */
package org.agentwarden.changes;
