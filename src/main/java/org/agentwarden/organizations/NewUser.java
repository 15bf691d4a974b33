package org.agentwarden.organizations;

import java.util.regex.Pattern;
import org.agentwarden.platform.json.Fields;

/** How a new user will sign in, as a request says it. */
record NewUser(String email, String password) {

    private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final int LEAST_PASSWORD = 8;
    private static final int MOST_PASSWORD = 1_000;

    static NewUser from(Fields fields) {
        String email = fields.text("email", 254);
        if (!email.isEmpty() && !ADDRESS.matcher(email.strip()).matches()) {
            fields.problem("email", "must be an e-mail address");
        }
        String password = fields.text("password", MOST_PASSWORD);
        if (!password.isEmpty() && password.length() < LEAST_PASSWORD) {
            fields.problem("password", "must be at least " + LEAST_PASSWORD + " characters long");
        }
        return new NewUser(email, password);
    }
}
