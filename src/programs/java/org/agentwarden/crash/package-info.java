/**
 * Kills the server under load and keeps the books: whatever it acknowledged must arrive, however often it died in
 * between. {@link org.agentwarden.crash.CrashLoop} does it for as long as one likes; the journey with the same ledger
 * does it once in every build.
 */
package org.agentwarden.crash;
