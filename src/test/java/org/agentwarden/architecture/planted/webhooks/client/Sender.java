package org.agentwarden.architecture.planted.webhooks.client;

/** What only its own room may use. */
public final class Sender {}
