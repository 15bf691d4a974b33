package org.agentwarden.organizations;

import org.agentwarden.limits.ClientNetwork;
import org.agentwarden.platform.json.RequestFields;

/** What a person signs in with. */
record Credentials(String email, String password) {

    static Credentials from(RequestFields fields) {
        return new Credentials(fields.text("email", 254), fields.text("password", 1_000));
    }

    SignInAttempt from(ClientNetwork network) {
        return new SignInAttempt(User.canonicalEmail(email), network.name());
    }
}
