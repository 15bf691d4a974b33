/**
 * What every feature stands on: the REST application, the clock, ids, migrations and health. The only place that asks
 * the system for the time.
 */
package org.agentwarden.platform;
