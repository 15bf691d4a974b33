package org.agentwarden.changes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.InstantSource;
import java.util.Optional;
import org.agentwarden.security.Caller;

/** Raises {@link ManagementChanged}. Call it within the transaction of the change, once nothing can refuse it any more. */
@ApplicationScoped
public class Changes {

    @Inject
    private Event<ManagementChanged> changed;

    @Inject
    private Caller caller;

    @Inject
    private InstantSource clock;

    /**
     * The caller of the current request has done it.
     *
     * @param details as {@link ManagementChanged} describes them
     * @throws IllegalStateException when nobody was identified as the caller
     */
    public void raise(ChangeKind kind, Subject subject, JsonObject details) {
        raiseBy(Optional.of(caller.id()), kind, subject, details);
    }

    /** The caller of the current request has made, or deleted, what has these members. */
    public void raise(ChangeKind kind, Subject subject, FieldChanges members) {
        raise(kind, subject, members.shown());
    }

    /** The caller of the current request has changed the one into the other; nothing is raised when they are equal. */
    public void raise(ChangeKind kind, Subject subject, FieldChanges before, FieldChanges after) {
        JsonObject difference = before.differenceTo(after);
        if (!difference.isEmpty()) {
            raise(kind, subject, difference);
        }
    }

    /** Somebody who is not the caller has changed the one into the other; nothing is raised when they are equal. */
    public void raiseBy(
            Optional<String> actorId, ChangeKind kind, Subject subject, FieldChanges before, FieldChanges after) {
        JsonObject difference = before.differenceTo(after);
        if (!difference.isEmpty()) {
            raiseBy(actorId, kind, subject, difference);
        }
    }

    /**
     * Somebody has done it who is not the caller.
     *
     * @param actorId empty for the server itself
     */
    public void raiseBy(Optional<String> actorId, ChangeKind kind, Subject subject, JsonObject details) {
        changed.fire(new ManagementChanged(
                subject.organizationId(),
                actorId,
                kind,
                subject.id(),
                subject.agentId(),
                details,
                clock.instant(),
                actorId.flatMap(actor -> clientAddress())));
    }

    /** Of the current request; empty outside of one, as at the start of the server. */
    private Optional<String> clientAddress() {
        try {
            return caller.clientAddress();
        } catch (ContextNotActiveException e) {
            return Optional.empty();
        }
    }
}
