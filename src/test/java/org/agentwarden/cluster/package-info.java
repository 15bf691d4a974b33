/**
 * Two nodes, one PostgreSQL and a pair of Artemis brokers, all as processes on loopback. Runs in the build's profile
 * {@code cluster} only.
 */
package org.agentwarden.cluster;
