package org.agentwarden.bench;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/** A request with a JSON body to the API of a peer. */
record PeerRequest(String method, String path, String body) {

    HttpRequest to(URI address, String token) {
        return HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.ofString(body))
                .build();
    }
}
