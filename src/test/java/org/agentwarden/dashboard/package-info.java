/** The dashboard's scripts, without a browser. */
package org.agentwarden.dashboard;
