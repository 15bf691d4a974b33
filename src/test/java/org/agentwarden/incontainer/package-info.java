/**
 * Tests inside a running server: AgentWarden's own WAR with an enterprise's workflow beside it, the real broker, a real
 * database and receivers on the loopback interface.
 */
package org.agentwarden.incontainer;
