package org.agentwarden.settings;

/**
 * Which plan an organization has.
 *
 * @param byDefault the plan of a new organization
 * @param chosenBy who changes it later
 */
public record Plans(Plan byDefault, ChosenBy chosenBy) {

    /** Who changes the plan of an organization. */
    public enum ChosenBy implements WireNamed {
        /** Its admins, through the API. */
        ORGANIZATION,
        /** The operator of the server, in the database; the API refuses it. */
        OPERATOR
    }

    static final Setting<Plan> DEFAULT_PLAN =
            Setting.choice("agentwarden.default-plan", Plan.ENTERPRISE, "Plan of new organizations.");
    static final Setting<ChosenBy> CHOSEN_BY = Setting.choice(
            "agentwarden.plans",
            ChosenBy.ORGANIZATION,
            "Who changes the plan of an organization: its own admins, or only the [operator](operations.md#plans). The container"
                    + " image sets `operator`.");

    static Plans read(SettingSource source) {
        return new Plans(DEFAULT_PLAN.from(source), CHOSEN_BY.from(source));
    }
}
