package org.agentwarden.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/** The first organization, created at the first start when {@code adminEmail} is set. */
public record Bootstrap(
        Optional<String> adminEmail, Optional<String> adminPassword, String organization, Optional<String> apiKey) {

    private static final Pattern API_KEY = Pattern.compile("ak_[A-Za-z0-9_-]{20,128}");

    static Bootstrap read(SettingSource source) {
        Optional<String> email = source.text("agentwarden.bootstrap.admin-email");
        Optional<String> password = source.password("agentwarden.bootstrap.admin-password");
        if (email.isPresent() && !email.get().contains("@")) {
            throw new InvalidSetting("agentwarden.bootstrap.admin-email", email.get(), "an e-mail address");
        }
        Optional<String> apiKey = source.text("agentwarden.bootstrap.api-key");
        if (apiKey.isPresent()
                && (email.isEmpty() || !API_KEY.matcher(apiKey.get()).matches())) {
            throw new InvalidSetting(
                    "agentwarden.bootstrap.api-key",
                    "...",
                    "ak_ and 20 to 128 letters or digits, beside agentwarden.bootstrap.admin-email");
        }
        String organization = source.text("agentwarden.bootstrap.organization").orElse("Default");
        email.flatMap(address -> PasswordRule.objection(password.orElse(""), address, organization))
                .ifPresent(objection -> {
                    throw new InvalidSetting("agentwarden.bootstrap.admin-password", "...", objection);
                });
        return new Bootstrap(email, password, organization, apiKey);
    }

    @Override
    public String toString() {
        return "Bootstrap[" + organization + "]";
    }
}
