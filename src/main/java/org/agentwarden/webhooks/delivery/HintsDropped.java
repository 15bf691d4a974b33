package org.agentwarden.webhooks.delivery;

/**
 * The queue has brought ids of deliveries that need nobody: they came twice, or the sweep was quicker.
 *
 * @param hints how many, at least 1
 */
public record HintsDropped(int hints) {}
