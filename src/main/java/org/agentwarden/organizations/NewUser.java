package org.agentwarden.organizations;

import java.util.regex.Pattern;
import org.agentwarden.platform.json.RequestFields;
import org.agentwarden.settings.PasswordRule;

/** How a new user will sign in, as a request says it. */
record NewUser(String email, String password) {

    private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final int MOST_PASSWORD = 1_000;

    static NewUser from(RequestFields fields) {
        return new NewUser(email(fields), newPassword(fields, "password"));
    }

    static String email(RequestFields fields) {
        String email = fields.text("email", 254);
        if (!email.isEmpty() && !ADDRESS.matcher(email.strip()).matches()) {
            fields.problem("email", "must be an e-mail address");
        }
        return email;
    }

    /** A password that a user will have from now on, in the member of that name; not yet compared with whose it is. */
    static String newPassword(RequestFields fields, String name) {
        String password = fields.text(name, MOST_PASSWORD);
        if (!password.isEmpty()) {
            PasswordRule.objection(password, "", "")
                    .ifPresent(objection -> fields.problem(name, "must be " + objection));
        }
        return password;
    }
}
