package org.agentwarden.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/** The first organization, created at the first start when {@code adminEmail} is set. */
public record Bootstrap(
        Optional<String> adminEmail, Optional<String> adminPassword, String organization, Optional<String> apiKey) {

    private static final Pattern API_KEY = Pattern.compile("ak_[A-Za-z0-9_-]{20,128}");

    private static final Setting<Optional<String>> ADMIN_EMAIL = Setting.text(
            "agentwarden.bootstrap.admin-email",
            "E-mail address of the first administrator, who is created when the database has no organization.");
    private static final Setting<Optional<String>> ADMIN_PASSWORD = Setting.password(
            "agentwarden.bootstrap.admin-password",
            "Password of the first administrator. Required with `agentwarden.bootstrap.admin-email`.");
    private static final Setting<String> ORGANIZATION =
            Setting.text("agentwarden.bootstrap.organization", "Default", "Name of the first organization.");
    private static final Setting<Optional<String>> API_KEY_TEXT = Setting.text(
                    "agentwarden.bootstrap.api-key", "An API key of the first organization.")
            .accepting("`ak_` and 20 to 128 letters, digits, `_` or `-`");

    static final SettingGroup SETTINGS =
            SettingGroup.of("First organization", ADMIN_EMAIL, ADMIN_PASSWORD, ORGANIZATION, API_KEY_TEXT);

    static Bootstrap read(SettingSource source) {
        Optional<String> email = ADMIN_EMAIL.from(source);
        Optional<String> password = ADMIN_PASSWORD.from(source);
        if (email.isPresent() && !email.get().contains("@")) {
            throw new InvalidSetting(ADMIN_EMAIL.key(), email.get(), "an e-mail address");
        }
        Optional<String> apiKey = API_KEY_TEXT.from(source);
        if (apiKey.isPresent()
                && (email.isEmpty() || !API_KEY.matcher(apiKey.get()).matches())) {
            throw new InvalidSetting(
                    API_KEY_TEXT.key(),
                    "...",
                    "ak_ and 20 to 128 letters or digits, beside agentwarden.bootstrap.admin-email");
        }
        String organization = ORGANIZATION.from(source);
        email.flatMap(address -> PasswordRule.objection(password.orElse(""), address, organization))
                .ifPresent(objection -> {
                    throw new InvalidSetting(ADMIN_PASSWORD.key(), "...", objection);
                });
        return new Bootstrap(email, password, organization, apiKey);
    }

    @Override
    public String toString() {
        return "Bootstrap[" + organization + "]";
    }
}
