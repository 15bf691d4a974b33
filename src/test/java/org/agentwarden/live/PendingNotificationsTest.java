package org.agentwarden.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PendingNotificationsTest {

    private final PendingNotifications marks = new PendingNotifications();

    @Test
    void howeverMuchChangesItIsOneMark() {
        marks.mark("one", Topic.APPROVALS);
        marks.mark("one", Topic.DELIVERIES);
        marks.mark("one", Topic.APPROVALS);
        marks.mark("other", Topic.DELIVERIES);

        assertThat(marks.organizations()).containsExactlyInAnyOrder("one", "other");
        assertThat(marks.take("one")).containsExactlyInAnyOrder(Topic.APPROVALS, Topic.DELIVERIES);
        assertThat(marks.take("other")).containsExactly(Topic.DELIVERIES);
    }

    @Test
    void whatIsTakenIsGone() {
        marks.mark("one", Topic.APPROVALS);
        marks.take("one");

        assertThat(marks.organizations()).isEmpty();
        assertThat(marks.take("one")).isEmpty();
    }
}
