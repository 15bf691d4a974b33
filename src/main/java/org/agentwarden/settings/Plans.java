package org.agentwarden.settings;

import java.util.Locale;

/**
 * Which plan an organization has.
 *
 * @param byDefault the plan of a new organization
 * @param chosenBy who changes it later
 */
public record Plans(Plan byDefault, ChosenBy chosenBy) {

    /** Who changes the plan of an organization. */
    public enum ChosenBy {
        /** Its admins, through the API. */
        ORGANIZATION,
        /** The operator of the server, in the database; the API refuses it. */
        OPERATOR;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Plans read(SettingSource source) {
        return new Plans(
                source.choice("agentwarden.default-plan", Plan.ENTERPRISE),
                source.choice("agentwarden.plans", ChosenBy.ORGANIZATION));
    }
}
