package org.agentwarden.bench;

import java.net.URI;

/** Another webhook server to compare with: what its API takes and answers. */
interface Peer {

    /** In the options, and in the file that says where it is. */
    String name();

    /** Creates what stands for one customer. */
    PeerRequest application(String application);

    /** Creates a customer's endpoint for all events. */
    PeerRequest endpoint(String application, URI receiver);

    /** Sends an event, a JSON object, to a customer's endpoints. */
    PeerRequest event(String application, String payload);

    /** Whether the answer to an event says that it is stored and will be delivered. */
    boolean isAccepted(int status, String answer);
}
