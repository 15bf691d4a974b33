/**
 * Runs all periodic and delayed tasks. Features contribute {@link org.agentwarden.platform.schedule.PeriodicTask}s;
 * the scheduler runs them, catches and logs their failures, and knows when each last succeeded.
 */
package org.agentwarden.platform.schedule;
