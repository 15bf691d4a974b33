/**
 * The only place that runs something periodically or later: each feature contributes its {@link
 * org.agentwarden.platform.schedule.PeriodicTask}s, and the scheduler runs them, guards them and knows how they do.
 */
package org.agentwarden.platform.schedule;
