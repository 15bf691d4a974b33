package org.agentwarden.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.agentwarden.audit.sealing.Seal;
import org.agentwarden.organizations.OrganizationRemoved;

/**
 * What is left of the log of an organization that is removed: one line of the server's log, with the checkpoint of its last
 * seal. An export that somebody has kept is checked with it.
 */
@ApplicationScoped
public class EndedLogs {

    private static final Logger LOG = System.getLogger(EndedLogs.class.getName());

    @Inject
    private Seals seals;

    @Inject
    private Event<LogEnded> ended;

    /** The log of an organization has ended with a seal, or before there was one. */
    record LogEnded(OrganizationRemoved removed, Optional<Seal> last) {}

    /** After the commit nothing can be read. */
    void on(@Observes OrganizationRemoved removed) {
        ended.fire(new LogEnded(removed, seals.latest(removed.organizationId())));
    }

    void tell(@Observes(during = TransactionPhase.AFTER_SUCCESS) LogEnded end) {
        LOG.log(
                Level.INFO,
                "The organization {0} was removed at {1} by the user {2}; checkpoint of its log: {3}",
                end.removed().organizationId(),
                end.removed().removedAt(),
                end.removed().removedBy(),
                end.last().map(seal -> seal.checkpoint().text()).orElse("none"));
    }
}
