package org.agentwarden.webhooks.scheduling;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.agentwarden.webhooks.deliveries.ClaimedDelivery;

/**
 * Endpoints with deliveries to send: first those that answer, then those of which nothing is known, then those that do not
 * answer. Within each class, organizations and their endpoints take turns. Guarded by {@link DeliveryScheduler}.
 */
final class SendQueue {

    private final SchedulerLimits limits;
    private final RequestLimit organizations;
    private final RequestLimit receivers;
    private final Map<Responsiveness, RoundRobin> waiting = new EnumMap<>(Responsiveness.class);
    private final Map<Responsiveness, Integer> inFlight = new EnumMap<>(Responsiveness.class);

    SendQueue(SchedulerLimits limits) {
        this.limits = limits;
        this.organizations = new RequestLimit(limits.perOrganization());
        this.receivers = new RequestLimit(limits.perReceiver());
        for (Responsiveness each : Responsiveness.values()) {
            waiting.put(each, new RoundRobin());
        }
    }

    /** Adds the endpoint, if it has something to send and does not wait already. */
    void offer(EndpointQueue queue) {
        if (queue.canSend() && !queue.isQueued()) {
            queue.setQueued(true);
            enqueue(queue);
        }
    }

    private void enqueue(EndpointQueue queue) {
        of(queue.responsiveness()).add(queue.next().organizationId(), queue);
    }

    private RoundRobin of(Responsiveness responsiveness) {
        return Objects.requireNonNull(waiting.get(responsiveness));
    }

    private int underWay(Responsiveness responsiveness) {
        return inFlight.getOrDefault(responsiveness, 0);
    }

    int inFlight() {
        return inFlight.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether {@link #next} may have something. */
    boolean hasNext() {
        return Arrays.stream(Responsiveness.values()).anyMatch(each -> of(each).size() > 0 && hasRoom(each));
    }

    private boolean hasRoom(Responsiveness responsiveness) {
        int unresponsive = underWay(Responsiveness.UNRESPONSIVE);
        boolean mayBeUnproven = unresponsive + underWay(Responsiveness.UNKNOWN) < limits.unproven();
        return switch (responsiveness) {
            case RESPONSIVE -> true;
            case UNKNOWN -> mayBeUnproven;
            case UNRESPONSIVE -> mayBeUnproven && unresponsive < limits.unresponsive();
        };
    }

    /** Endpoints that do not answer must not fill the node with claims that wait for their time-outs. */
    boolean mayClaim(EndpointQueue queue) {
        return queue.responsiveness() != Responsiveness.UNRESPONSIVE
                || underWay(Responsiveness.UNRESPONSIVE)
                                + of(Responsiveness.UNRESPONSIVE).size()
                        < limits.unresponsive();
    }

    /** Removes the next endpoint. One that has reached a limit waits there until a request has ended. */
    Optional<EndpointQueue> next() {
        for (Responsiveness each : Responsiveness.values()) {
            reclassify(each);
        }
        for (Responsiveness each : Responsiveness.values()) {
            Optional<EndpointQueue> next = hasRoom(each) ? nextOf(each) : Optional.empty();
            if (next.isPresent()) {
                next.get().setQueued(false);
                return next;
            }
        }
        return Optional.empty();
    }

    /** Moves the endpoints at the head that have answered, or not answered, since they began to wait. */
    private void reclassify(Responsiveness responsiveness) {
        RoundRobin turns = of(responsiveness);
        while (turns.peek()
                .filter(queue -> queue.responsiveness() != responsiveness)
                .isPresent()) {
            turns.next().ifPresent(this::enqueue);
        }
    }

    private Optional<EndpointQueue> nextOf(Responsiveness responsiveness) {
        RoundRobin turns = of(responsiveness);
        Optional<EndpointQueue> next = turns.next();
        while (next.isPresent() && !isWithinLimits(next.get())) {
            next = turns.next();
        }
        return next;
    }

    private boolean isWithinLimits(EndpointQueue queue) {
        ClaimedDelivery delivery = queue.next();
        return organizations.admits(delivery.organizationId(), queue) && receivers.admits(delivery.receiver(), queue);
    }

    void begin(SendSlot slot) {
        organizations.begin(slot.delivery().organizationId());
        receivers.begin(slot.delivery().receiver());
        inFlight.merge(slot.responsiveness(), 1, Integer::sum);
    }

    void end(SendSlot slot) {
        inFlight.merge(slot.responsiveness(), -1, Integer::sum);
        organizations.end(slot.delivery().organizationId()).forEach(this::enqueue);
        receivers.end(slot.delivery().receiver()).forEach(this::enqueue);
    }
}
