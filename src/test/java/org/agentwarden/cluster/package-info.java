/**
 * Two nodes, one PostgreSQL and a pair of Artemis brokers, all as processes on loopback. All run in the build's profile {@code
 * full}; those with the tag {@code cluster} also in the profile of that name.
 */
package org.agentwarden.cluster;
