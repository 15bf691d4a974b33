package org.agentwarden.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.agentwarden.actions.ActionFailed;
import org.agentwarden.actions.ActionReported;
import org.agentwarden.approvals.ApprovalCancelled;
import org.agentwarden.approvals.ApprovalClaimed;
import org.agentwarden.approvals.ApprovalDecided;
import org.agentwarden.approvals.ApprovalReminded;
import org.agentwarden.approvals.ApprovalRequested;
import org.agentwarden.approvals.ApprovalRevoked;
import org.agentwarden.approvals.ApproverAgreed;
import org.agentwarden.webhooks.deliveries.AttemptsRecorded;
import org.agentwarden.webhooks.endpoints.EndpointDisabled;
import org.agentwarden.webhooks.endpoints.EndpointRecovered;

/** What has changed on this node since somebody last took it from here: as many marks as organizations. Safe for threads. */
@ApplicationScoped
public class PendingNotifications {

    private final Map<String, Set<Topic>> marks = new ConcurrentHashMap<>();

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) ApprovalRequested event) {
        mark(event.organizationId(), Topic.APPROVALS);
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) ApprovalDecided event) {
        mark(event.organizationId(), Topic.APPROVALS);
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) ApproverAgreed event) {
        mark(event.organizationId(), Topic.APPROVALS);
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) ApprovalReminded event) {
        mark(event.organizationId(), Topic.APPROVALS);
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) ApprovalCancelled event) {
        mark(event.organizationId(), Topic.APPROVALS);
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) ApprovalClaimed event) {
        mark(event.organizationId(), Topic.APPROVALS);
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) ApprovalRevoked event) {
        mark(event.organizationId(), Topic.APPROVALS);
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) ActionReported event) {
        event.approvalId().ifPresent(id -> mark(event.organizationId(), Topic.APPROVALS));
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) ActionFailed event) {
        event.approvalId().ifPresent(id -> mark(event.organizationId(), Topic.APPROVALS));
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) AttemptsRecorded event) {
        event.attempts().forEach(attempt -> mark(attempt.delivery().organizationId(), Topic.DELIVERIES));
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) EndpointDisabled event) {
        mark(event.organizationId(), Topic.DELIVERIES);
    }

    void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) EndpointRecovered event) {
        mark(event.organizationId(), Topic.DELIVERIES);
    }

    void mark(String organizationId, Topic topic) {
        mark(organizationId, Set.of(topic));
    }

    void mark(String organizationId, Set<Topic> topics) {
        marks.merge(organizationId, topics, PendingNotifications::union);
    }

    private static Set<Topic> union(Set<Topic> one, Set<Topic> other) {
        if (one.containsAll(other)) {
            return one;
        }
        Set<Topic> union = EnumSet.copyOf(one);
        union.addAll(other);
        return union;
    }

    /** All marks of one organization, which are gone then. */
    Set<Topic> take(String organizationId) {
        Set<Topic> taken = marks.remove(organizationId);
        return taken == null ? Set.of() : taken;
    }

    Set<String> organizations() {
        return Set.copyOf(marks.keySet());
    }
}
