/**
 * Infrastructure for all features: the REST application, the clock, ids, locks, caches, migrations and health. Only
 * this package reads the time of the machine.
 */
package org.agentwarden.platform;
