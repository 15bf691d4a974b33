package org.agentwarden.organizations;

import jakarta.json.JsonObject;
import org.agentwarden.platform.http.ApiException;
import org.agentwarden.platform.json.JsonBuilder;

/** 409: the request needs a confirmation, which the answer gives. */
public final class ConfirmationRequired extends ApiException {

    private static final long serialVersionUID = 1L;

    /** @param owned how many rows of each kind would be removed */
    ConfirmationRequired(OrganizationRemoval.Asked asked, JsonObject owned) {
        super(
                409,
                JsonBuilder.of()
                        .text("error", "confirmation_required")
                        .text(
                                "message",
                                "Send the request again with this confirmation and the organization's name:"
                                        + " everything that it owns is removed for ever")
                        .text("confirmation", asked.token())
                        .time("expires_at", asked.expiresAt())
                        .text("name", asked.name())
                        .value("removes", owned)
                        .build());
    }
}
