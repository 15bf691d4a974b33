package org.agentwarden.broker;

import org.apache.activemq.artemis.jms.client.ActiveMQQueue;

/** The queue of delivery ids, as an administered object that application servers bind to JNDI. */
public class DeliveryQueue extends ActiveMQQueue {

    /** The queue's name in every broker. */
    public static final String ADDRESS = "agentwarden.deliveries";

    private static final long serialVersionUID = 1L;

    public DeliveryQueue() {
        super(ADDRESS);
    }
}
