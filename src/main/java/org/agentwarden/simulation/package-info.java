/** What past checks would have come to with other permissions, by the log and the rules. Nothing depends on it. */
package org.agentwarden.simulation;
