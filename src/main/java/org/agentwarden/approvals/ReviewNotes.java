package org.agentwarden.approvals;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.agentwarden.changes.ManagementChanged;
import org.agentwarden.holdings.OwnedRows;
import org.agentwarden.holdings.RemovalPhase;

/**
 * In which organizations the people who may decide have changed. A note is written in the transaction of the change, so that
 * it is there exactly when the change is, whichever node has made it.
 */
@ApplicationScoped
@Transactional
public class ReviewNotes implements OwnedRows {

    private static final int MOST = 500;

    @PersistenceContext
    private EntityManager entities;

    /**
     * What is noted of an organization.
     *
     * @param noteIds at most 500; none when another node has just finished
     */
    public record Noted(String organizationId, List<String> noteIds) {}

    void on(@Observes ManagementChanged event) {
        switch (event.kind()) {
            // The end of invitations may have removed pending accounts.
            case USER_CHANGED, USER_DELETED, INVITATIONS_ENDED, TEAM_CHANGED, TEAM_DELETED ->
                entities.persist(new ReviewNote(event.organizationId()));
            default -> {
                // Changes nobody's right to decide.
            }
        }
    }

    /** The next organization with a note, after that id. */
    public Optional<Noted> next(String after) {
        return Optional.ofNullable(entities.createNamedQuery("ReviewNote.nextOrganization", String.class)
                        .setParameter("after", after)
                        .getSingleResult())
                .map(organization -> new Noted(
                        organization,
                        entities.createNamedQuery("ReviewNote.ofOrganization", String.class)
                                .setParameter("organization", organization)
                                .setMaxResults(MOST)
                                .getResultList()));
    }

    /** Forgets these notes; what was noted since they were read stays. */
    public void done(Noted noted) {
        if (!noted.noteIds().isEmpty()) {
            entities.createNamedQuery("ReviewNote.remove")
                    .setParameter("ids", noted.noteIds())
                    .executeUpdate();
        }
    }

    @Override
    public RemovalPhase phase() {
        return RemovalPhase.LAST;
    }

    @Override
    public int removeSome(String organizationId, int most) {
        return entities.createNamedQuery("ReviewNote.removeAll")
                .setParameter("organization", organizationId)
                .executeUpdate();
    }
}
