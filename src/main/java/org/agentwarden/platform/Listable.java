package org.agentwarden.platform;

import java.time.Instant;

/** What has an id and a time of creation: lists are in the order of both. */
public interface Listable {

    String id();

    Instant createdAt();
}
