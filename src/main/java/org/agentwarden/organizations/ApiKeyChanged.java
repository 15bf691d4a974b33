package org.agentwarden.organizations;

/** A key was revoked, or may act for other agents than before; raised within the transaction that changes it. */
record ApiKeyChanged(String keyHash) {}
