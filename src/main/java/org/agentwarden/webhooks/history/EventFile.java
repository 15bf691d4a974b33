package org.agentwarden.webhooks.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Writer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.agentwarden.holdings.ExportedFile;
import org.agentwarden.holdings.JsonLines;
import org.agentwarden.platform.Listable;

/** The events of an organization, each with the body that is sent. */
@ApplicationScoped
public class EventFile implements ExportedFile {

    /** The deliveries of one event are neighbours, so the last ones are enough to know an event again. */
    private static final int MOST_KNOWN = 10_000;

    @Inject
    private StoredEvents events;

    @Override
    public String fileName() {
        return "events.jsonl";
    }

    @Override
    public void write(String organizationId, Runnable permission, Writer writer) throws IOException {
        Set<String> known = Collections.newSetFromMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > MOST_KNOWN;
            }
        });
        JsonLines.<Listable>write((last, most) -> events.next(organizationId, last, most, known), permission, writer);
    }
}
