/** Tests of limits without a database. */
package org.agentwarden.budgets;
