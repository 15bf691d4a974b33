/**
 * What an operator's monitoring reads: counts of what the other rooms say has happened, and looks at how they stand. It
 * only observes; nobody depends on it, and nobody else knows the library that keeps the numbers.
 */
package org.agentwarden.metrics;
