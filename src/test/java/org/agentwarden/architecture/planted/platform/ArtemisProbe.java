package org.agentwarden.architecture.planted.platform;

import org.apache.activemq.artemis.jms.client.ActiveMQQueue;

/** Artemis outside the broker. */
public record ArtemisProbe(ActiveMQQueue queue) {}
