package org.agentwarden.live;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How often what an organization's pages show has changed, by topic. */
record TopicVersions(long approvals, long deliveries) {

    static final TopicVersions NONE = new TopicVersions(0, 0);

    private static final Pattern EVENT_ID = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})");

    /** Reads the id of an event; empty for anything that is none. */
    static Optional<TopicVersions> parse(String eventId) {
        Matcher matcher = EVENT_ID.matcher(eventId);
        return matcher.matches()
                ? Optional.of(new TopicVersions(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** The id of an event after which these are known. */
    String eventId() {
        return approvals + "." + deliveries;
    }

    long of(Topic topic) {
        return topic == Topic.APPROVALS ? approvals : deliveries;
    }
}
