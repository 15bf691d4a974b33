/**
 * The whole installation under steady load, while everything around it and the server itself goes away and comes back:
 * {@link org.agentwarden.soak.Soak} runs it for as long as one likes, and ends with a ledger in which nothing that was
 * acknowledged may be lost.
 */
package org.agentwarden.soak;
