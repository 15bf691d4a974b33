/**
 * The structure that the code must keep, as rules that run with the unit tests. Each rule is also shown to fail on a
 * violation planted for it, because a rule that never fails says nothing.
 */
package org.agentwarden.architecture;
