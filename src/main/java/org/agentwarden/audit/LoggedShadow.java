package org.agentwarden.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.Optional;
import org.agentwarden.approvals.ShadowJudged;
import org.jspecify.annotations.Nullable;

/** What a check would have come to with the permissions in shadow as well; never changed. */
@Embeddable
public class LoggedShadow {

    @Enumerated(EnumType.STRING)
    @Column(name = "shadow_status")
    private @Nullable LogStatus status;

    @Column(name = "shadow_permission_id")
    private @Nullable String permissionId;

    protected LoggedShadow() {}

    LoggedShadow(ShadowJudged shadow) {
        this.status = LogStatus.of(shadow.status());
        this.permissionId = shadow.permissionId().orElse(null);
    }

    /** Empty in a forged row alone. */
    public Optional<LogStatus> status() {
        return Optional.ofNullable(status);
    }

    /** The permission that would have decided. */
    public Optional<String> permissionId() {
        return Optional.ofNullable(permissionId);
    }
}
