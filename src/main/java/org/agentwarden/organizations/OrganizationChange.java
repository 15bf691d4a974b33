package org.agentwarden.organizations;

import java.util.Optional;
import org.agentwarden.platform.json.RequestFields;
import org.agentwarden.settings.Plan;

/** What a request wants to change about its organization; what it does not name stays. */
record OrganizationChange(Optional<String> name, Optional<Plan> plan) {

    static OrganizationChange from(RequestFields fields) {
        return new OrganizationChange(fields.optionalText("name", 200), fields.optionalChoice("plan", Plan.class));
    }
}
