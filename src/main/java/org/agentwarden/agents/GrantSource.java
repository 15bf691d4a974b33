package org.agentwarden.agents;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Optional;
import org.agentwarden.platform.json.JsonBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What a permission comes from that somebody granted with an approval; never changed. Such a permission allows nothing by
 * itself: it answers, in place of a human, the permission that asked for the approval.
 */
@Embeddable
public class GrantSource {

    @Column(name = "granted_by")
    private @Nullable String approvalId;

    @Column(name = "suspends")
    private @Nullable String permissionId;

    @Column(name = "granted_for")
    private @Nullable String person;

    /** Of a permission that is none. */
    protected GrantSource() {}

    GrantSource(String approvalId, String permissionId, Optional<String> person) {
        this.approvalId = approvalId;
        this.permissionId = permissionId;
        this.person = person.orElse(null);
    }

    /** False for the permissions that are none. */
    boolean isGrant() {
        return approvalId != null;
    }

    /** Whether it answers that permission, for an agent that acts on behalf of that person. */
    boolean answers(String askingId, Optional<String> onBehalfOf) {
        return askingId.equals(permissionId) && person().equals(onBehalfOf);
    }

    /** Adds it to what a permission is shown as. */
    void addTo(JsonBuilder permission) {
        permission
                .text("granted_by_approval", approvalId)
                .text("suspends_permission", permissionId)
                .text("on_behalf_of", person);
    }

    /** The person for whom the agent acts; empty where it acts for nobody. */
    public Optional<String> person() {
        return Optional.ofNullable(person);
    }
}
