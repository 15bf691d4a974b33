package org.agentwarden.journeys;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import org.agentwarden.systems.Answer;
import org.agentwarden.systems.Company;

/** How an administrator removes the organization. */
final class Removal {

    private static final String PATH = "/api/organization";

    private Removal() {}

    static String name(Company company) {
        return company.api().get(PATH).expect(200).json().getString("name");
    }

    /** Asks, and returns what must be confirmed. */
    static JsonObject ask(Company company) {
        return company.api().delete(PATH).expect(409).json().getJsonObject("detail");
    }

    static Answer confirm(Company company, String confirmation, String name) {
        JsonObject body = Json.createObjectBuilder()
                .add("confirmation", confirmation)
                .add("name", name)
                .build();
        return company.api().delete(PATH, body);
    }

    /** Both steps. */
    static void remove(Company company) {
        String confirmation = ask(company).getString("confirmation");
        confirm(company, confirmation, name(company)).expect(202);
    }
}
