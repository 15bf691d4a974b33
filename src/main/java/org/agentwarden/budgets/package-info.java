/**
 * Limits of how much a permission allows in a time, and what of them has been used. {@link
 * org.agentwarden.budgets.UsageRecords} keeps the use in buckets of a sixtieth of the time.
 */
package org.agentwarden.budgets;
