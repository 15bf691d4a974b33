package org.agentwarden.organizations;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.agentwarden.holdings.OwnedEntities;
import org.agentwarden.holdings.OwnedRows;
import org.agentwarden.holdings.RemovalPhase;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.http.PageResult.Count;
import org.agentwarden.platform.json.JsonBuilder;
import org.agentwarden.security.OneTimeToken;
import org.agentwarden.settings.Settings;

/** Removes organizations: an admin asks and confirms, then rights end at once, and the rows go in small steps. */
@Stateless
public class OrganizationRemoval {

    /** As many rows as one transaction removes. */
    private static final int STEP = 500;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Organizations organizations;

    @Inject
    @Any
    private Instance<OwnedRows> owned;

    @Inject
    @Any
    private Instance<OwnedEntities<?>> counted;

    @Inject
    private Event<OrganizationRemoved> removed;

    @Inject
    private Event<PlanChanged> planChanged;

    @Inject
    private Settings settings;

    @Inject
    private InstantSource clock;

    /** What somebody must confirm, and the token for it, which is known only now. */
    public record Asked(String name, String token, Instant expiresAt) {}

    /** What a step has come to. */
    public enum Step {
        MORE,
        /** More may come, or another node has removed the organization. */
        NOTHING_NOW,
        /** Everything is gone. */
        DONE
    }

    /** What a request confirms. */
    public record Confirmation(String token, String name) {}

    /** Makes a confirmation for this user; one that was made before is good for nothing more. */
    public Asked ask(String organizationId, String userId) {
        organizations.hold(organizationId);
        Organization organization = organizations.active(organizationId);
        String token = OneTimeToken.generate();
        Instant expiresAt = organization.askForRemoval(hash(token, userId), clock.instant());
        return new Asked(organization.name(), token, expiresAt);
    }

    /** How many rows of each kind there are, counted as far as lists are. Reads as much as many lists do. */
    public JsonObject count(String organizationId) {
        JsonBuilder counts = JsonBuilder.of();
        counted.stream().sorted(Comparator.comparing(OwnedEntities::name)).forEach(rows -> {
            Count count = rows.count(organizationId);
            counts.value(
                    rows.name(),
                    JsonBuilder.of()
                            .number("number", count.number())
                            .flag("or_more", count.capped())
                            .build());
        });
        return counts.build();
    }

    /**
     * Ends all rights of the organization and of its people, keys and webhooks.
     *
     * @throws InvalidInput when the confirmation is wrong, too old, or another user's
     */
    public void confirm(String organizationId, String userId, Confirmation confirmation) {
        organizations.hold(organizationId);
        Organization organization = organizations.active(organizationId);
        Instant now = clock.instant();
        if (!organization.isAskedForRemoval(hash(confirmation.token(), userId), now)) {
            throw new InvalidInput("confirmation", "is not valid or has expired");
        }
        if (!organization.name().equals(confirmation.name())) {
            throw new InvalidInput("name", "must be the name of the organization");
        }
        organization.remove(now);
        in(RemovalPhase.AT_ONCE).forEach(rows -> removeAll(rows, organizationId));
        planChanged.fire(new PlanChanged(organizationId));
        removed.fire(new OrganizationRemoved(organizationId, userId, now));
    }

    /** Of a token that only this user may use. */
    private static String hash(String token, String userId) {
        return OneTimeToken.hash(userId + " " + token);
    }

    /** The limits of an organization bound them; users of an identity provider alone are as many as it has. */
    private static void removeAll(OwnedRows rows, String organizationId) {
        int count = rows.removeSome(organizationId, STEP);
        while (count == STEP) {
            count = rows.removeSome(organizationId, STEP);
        }
    }

    /** The organizations that are removed and still have rows. */
    public List<String> removed() {
        return entities.createNamedQuery("Organization.removed", String.class).getResultList();
    }

    /**
     * Removes the next rows in a transaction of its own; at the end the organization itself, once all transactions of the
     * time when it was removed have ended.
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Step removeNext(String organizationId) {
        if (removesSome(RemovalPhase.AT_ONCE, organizationId)
                || removesSome(RemovalPhase.FIRST, organizationId)
                || removesSome(RemovalPhase.NEXT, organizationId)) {
            return Step.MORE;
        }
        Organization organization = entities.find(Organization.class, organizationId, LockModeType.PESSIMISTIC_WRITE);
        if (organization == null
                || !organization.isRemovedBefore(clock.instant().minus(settings.sealLogAfter()))) {
            return Step.NOTHING_NOW;
        }
        if (removesSome(RemovalPhase.LAST, organizationId)) {
            return Step.MORE;
        }
        entities.remove(organization);
        return Step.DONE;
    }

    private boolean removesSome(RemovalPhase phase, String organizationId) {
        return in(phase).stream().anyMatch(rows -> rows.removeSome(organizationId, STEP) > 0);
    }

    private List<OwnedRows> in(RemovalPhase phase) {
        return owned.stream().filter(rows -> rows.phase() == phase).toList();
    }
}
