package org.agentwarden.architecture.planted.webhooks.delivery;

/** What only its own room may use. */
public final class Sender {}
