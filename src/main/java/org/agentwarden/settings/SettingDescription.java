package org.agentwarden.settings;

/**
 * What the table of settings says about one of them. Texts are Markdown.
 *
 * @param key the full key, for example {@code agentwarden.http.port}
 * @param values which values are allowed, for example "a number from 1 to 65535"
 * @param byDefault the value when none is given, or in words what happens then
 * @param meaning what the setting does
 */
record SettingDescription(String key, String values, String byDefault, String meaning) {

    SettingDescription withValues(String text) {
        return new SettingDescription(key, text, byDefault, meaning);
    }

    SettingDescription withDefault(String text) {
        return new SettingDescription(key, values, text, meaning);
    }
}
