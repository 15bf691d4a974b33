package org.agentwarden.organizations;

/** A key is good for nothing any more; raised within the transaction that removes it. */
record ApiKeyRevoked(String keyHash) {}
