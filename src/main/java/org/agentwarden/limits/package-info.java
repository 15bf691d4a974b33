/**
 * Rate limits: of organizations by plan and plane, and of client addresses that sign up or in. Each node counts in
 * its own memory.
 */
package org.agentwarden.limits;
