package org.agentwarden.teams;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.agentwarden.changes.ChangeKind;
import org.agentwarden.changes.Changes;
import org.agentwarden.changes.FieldChanges;
import org.agentwarden.organizations.Organizations;
import org.agentwarden.platform.PagedQuery;
import org.agentwarden.platform.http.Conflict;
import org.agentwarden.platform.http.InvalidInput;
import org.agentwarden.platform.http.NotFound;
import org.agentwarden.platform.http.Page;
import org.agentwarden.platform.http.PageResult;
import org.agentwarden.platform.http.PlanLimitExceeded;
import org.agentwarden.settings.Plan;

/** The teams of an organization. */
@Stateless
public class Teams {

    private static final int MOST_TEAMS = 100;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Organizations organizations;

    @Inject
    private Deciders deciders;

    @Inject
    private Event<TeamChanged> changed;

    @Inject
    private Event<TeamDeleted> deleted;

    @Inject
    private Changes changes;

    @Inject
    private InstantSource clock;

    public PageResult<Team> list(String organizationId, Page page) {
        return PagedQuery.of(entities, Team.class, organizationId).page(page);
    }

    public Team find(String organizationId, String id) {
        return findIfPresent(organizationId, id).orElseThrow(() -> new NotFound("Team not found"));
    }

    /** Empty when the organization has no such team. */
    public Optional<Team> findIfPresent(String organizationId, String id) {
        return scoped(organizationId, Optional.ofNullable(entities.find(Team.class, id)));
    }

    /** Loads the team with a pessimistic lock: it keeps its members until the transaction ends. Lock a permission before. */
    public Optional<Team> holdIfPresent(String organizationId, String id) {
        return scoped(
                organizationId, Optional.ofNullable(entities.find(Team.class, id, LockModeType.PESSIMISTIC_WRITE)));
    }

    private static Optional<Team> scoped(String organizationId, Optional<Team> team) {
        return team.filter(found -> found.organizationId().equals(organizationId));
    }

    /** The ids of the people in each of the teams, by team. */
    public Map<String, List<String>> members(Collection<Team> teams) {
        if (teams.isEmpty()) {
            return Map.of();
        }
        return entities.createNamedQuery("TeamMember.ofTeams", TeamMember.class)
                .setParameter("teams", teams.stream().map(Team::id).toList())
                .getResultStream()
                .collect(Collectors.groupingBy(
                        TeamMember::teamId, Collectors.mapping(TeamMember::userId, Collectors.toList())));
    }

    private List<String> membersOf(Team team) {
        return members(List.of(team)).getOrDefault(team.id(), List.of());
    }

    /** Makes a team of users of the organization. */
    public Team create(String organizationId, String name, List<String> userIds) {
        Plan plan = organizations.hold(organizationId);
        long there = entities.createNamedQuery("Team.count", Long.class)
                .setParameter("organization", organizationId)
                .getSingleResult();
        PlanLimitExceeded.requireRoom("Team", "teams", there, MOST_TEAMS, plan.wireName());
        requireFreeName(organizationId, name);
        Team team = new Team(organizationId, name, clock.instant());
        entities.persist(team);
        flushNames(name);
        addMembers(team, userIds);
        changes.raise(ChangeKind.TEAM_CREATED, team.subject(), team.members(membersOf(team)));
        return team;
    }

    /** Changes what the change names and leaves the rest. */
    public Team change(String organizationId, String id, TeamChange change) {
        Team team = hold(organizationId, id);
        FieldChanges before = team.members(membersOf(team));
        change.name().filter(name -> !name.equals(team.name())).ifPresent(name -> {
            requireFreeName(organizationId, name);
            team.rename(name);
            flushNames(name);
        });
        change.members().ifPresent(userIds -> replaceMembers(team, userIds));
        changes.raise(ChangeKind.TEAM_CHANGED, team.subject(), before, team.members(membersOf(team)));
        return team;
    }

    private void replaceMembers(Team team, List<String> userIds) {
        int before = countDeciders(team);
        Set<String> present = Set.copyOf(membersOf(team));
        List<String> removed =
                present.stream().filter(userId -> !userIds.contains(userId)).toList();
        if (!removed.isEmpty()) {
            entities.createNamedQuery("TeamMember.remove")
                    .setParameter("team", team.id())
                    .setParameter("users", removed)
                    .executeUpdate();
        }
        addMembers(
                team,
                userIds.stream().filter(userId -> !present.contains(userId)).toList());
        changed.fire(new TeamChanged(team.organizationId(), team.id(), before, countDeciders(team)));
    }

    private int countDeciders(Team team) {
        return deciders.of(team.organizationId(), List.of(team.id())).size();
    }

    public void delete(String organizationId, String id) {
        Team team = hold(organizationId, id);
        FieldChanges before = team.members(membersOf(team));
        deleted.fire(new TeamDeleted(organizationId, id));
        entities.remove(team);
        changes.raise(ChangeKind.TEAM_DELETED, team.subject(), before);
    }

    private Team hold(String organizationId, String id) {
        return holdIfPresent(organizationId, id).orElseThrow(() -> new NotFound("Team not found"));
    }

    private void addMembers(Team team, List<String> userIds) {
        Set<String> wanted = Set.copyOf(userIds);
        if (wanted.isEmpty()) {
            return;
        }
        long known = entities.createNamedQuery("TeamMember.countUsers", Long.class)
                .setParameter("organization", team.organizationId())
                .setParameter("ids", wanted)
                .getSingleResult();
        if (known < wanted.size()) {
            throw unknownMembers();
        }
        wanted.forEach(userId -> entities.persist(new TeamMember(team.id(), userId)));
        try {
            entities.flush();
        } catch (PersistenceException e) {
            // A user was removed in this moment.
            throw unknownMembers();
        }
    }

    private static InvalidInput unknownMembers() {
        return new InvalidInput("members", "must be ids of users of the organization");
    }

    private void requireFreeName(String organizationId, String name) {
        boolean isTaken = entities.createNamedQuery("Team.byName", Team.class)
                .setParameter("organization", organizationId)
                .setParameter("name", name)
                .getResultStream()
                .findFirst()
                .isPresent();
        if (isTaken) {
            throw takenName(name);
        }
    }

    /** Two callers may have found the same name free. */
    private void flushNames(String name) {
        try {
            entities.flush();
        } catch (PersistenceException e) {
            throw takenName(name);
        }
    }

    private static Conflict takenName(String name) {
        return new Conflict("team_exists", "There is already a team '" + name + "'");
    }
}
