/**
 * Server-sent events that tell open pages on all nodes to reload their data. A change raises a number in the database
 * within a second of its commit; nodes with subscribers read these numbers once a second. The data itself comes from
 * the API. Nothing depends on this package.
 */
package org.agentwarden.live;
