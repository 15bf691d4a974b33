/**
 * Metrics for Prometheus: counts events of the other packages and reads their state. Nothing depends on this package,
 * and only this package uses Micrometer.
 */
package org.agentwarden.metrics;
