/**
 * What people change in an organization, told as one event for all features: a feature says what it has changed, and this
 * package adds who did it and when. It knows none of the features, and nobody here asks who listens.
 */
package org.agentwarden.changes;
