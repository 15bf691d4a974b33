/**
 * Tells open dashboards that something has changed, on all nodes: what is marked here when it has committed becomes a
 * number in the database within a second, and every node that somebody watches looks at those numbers once a second. Only
 * that something changed is told; what it is now comes from the API, with all its checks. Nobody depends on this package.
 */
package org.agentwarden.live;
