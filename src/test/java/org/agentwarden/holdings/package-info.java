/** What organizations own. */
package org.agentwarden.holdings;
