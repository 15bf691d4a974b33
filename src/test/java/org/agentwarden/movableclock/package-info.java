/** An extension of the server for tests: a clock that a test can move forward while the server runs. */
package org.agentwarden.movableclock;
