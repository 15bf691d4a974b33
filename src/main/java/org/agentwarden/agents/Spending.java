package org.agentwarden.agents;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.stream.Stream;
import org.agentwarden.agents.Verdict.Blocked;
import org.agentwarden.agents.Verdict.Granted;
import org.agentwarden.budgets.Charge;
import org.agentwarden.budgets.UsageRecords;
import org.agentwarden.platform.LostRace;

/**
 * Holds what the rules allow against the limits of the permissions, and counts it. The rows of the permissions are locked
 * from the last look at what is used until the transaction ends, so that of callers that come at once, on whatever node, no
 * more are allowed than the limit says. Rules without limits cost nothing.
 */
@Stateless
public class Spending {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private UsageRecords usage;

    /** What a check would come to now; counts nothing. */
    public Ruling peek(Ruling ruling) {
        return ruling.after(usage.used(charges(ruling)));
    }

    /**
     * What a check comes to. One that is allowed is counted.
     *
     * @throws LostRace when others have used up a limit in this moment, and a human must be asked; to be tried again, because
     *     whoever asks locks other rows, which come before those that are locked here
     */
    public Ruling spend(Ruling ruling) {
        Ruling known = peek(ruling);
        if (!isCharged(known.judgement())) {
            // What is used only grows, but for what becomes too old: no need to look again.
            return known;
        }
        hold(known.judgement());
        Ruling last = peek(ruling);
        if (isCharged(last.judgement())) {
            usage.add(last.judgement().charges());
        } else if (!(last.judgement().verdict() instanceof Blocked)) {
            throw new LostRace(new IllegalStateException("others have used up the limit"));
        }
        return last;
    }

    /**
     * Counts what is executed by an approval. A limit that asks has been answered by whoever approved. Call it with the agent's
     * row locked.
     *
     * @return blocked when a limit that blocks is used up; then nothing is counted
     */
    public Judgement claim(Judgement judgement) {
        if (judgement.charges().isEmpty()) {
            return judgement;
        }
        hold(judgement);
        Judgement last = judgement.afterApproval(usage.used(judgement.charges()));
        if (!(last.verdict() instanceof Blocked)) {
            usage.add(last.charges());
        }
        return last;
    }

    private static boolean isCharged(Judgement judgement) {
        return judgement.verdict() instanceof Granted && !judgement.charges().isEmpty();
    }

    private static List<Charge> charges(Ruling ruling) {
        return Stream.concat(Stream.of(ruling.judgement()), ruling.shadow().stream())
                .flatMap(judgement -> judgement.charges().stream())
                .toList();
    }

    private void hold(Judgement judgement) {
        judgement.charges().stream()
                .map(Charge::permissionId)
                .distinct()
                .sorted()
                .forEach(this::hold);
    }

    private void hold(String permissionId) {
        if (entities.find(Permission.class, permissionId, LockModeType.PESSIMISTIC_WRITE) == null) {
            throw new LostRace(new IllegalStateException("the permission was deleted meanwhile"));
        }
    }
}
