package org.agentwarden.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicVersionsTest {

    @Test
    void theIdOfAnEventSaysWhatIsKnown() {
        TopicVersions versions = new TopicVersions(3, 70);

        assertThat(versions.eventId()).isEqualTo("3.70");
        assertThat(TopicVersions.parse("3.70")).contains(versions);
        assertThat(versions.of(Topic.APPROVALS)).isEqualTo(3);
        assertThat(versions.of(Topic.DELIVERIES)).isEqualTo(70);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "3.", "3.x", "-1.2", "3.70.1", "99999999999999999999.1"})
    void whateverElseABrowserSendsIsNone(String text) {
        assertThat(TopicVersions.parse(text)).isEmpty();
    }
}
