package org.agentwarden.webhooks.engine;

/**
 * The queue has brought ids of deliveries that need nobody: they came twice, or the sweep was quicker.
 *
 * @param hints how many, at least 1
 */
public record DuplicatesDropped(int hints) {}
