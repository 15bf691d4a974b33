package org.agentwarden.teams;

import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.json.RequestFields;

/**
 * What a caller says of a team.
 *
 * @param members ids of users
 */
public record TeamChange(Optional<String> name, Optional<List<String>> members) {

    private static final int LONGEST_NAME = 100;
    private static final int MOST_MEMBERS = 200;
    private static final int LONGEST_ID = 36;

    static TeamChange forNewTeam(RequestFields fields) {
        return new TeamChange(
                Optional.of(fields.text("name", LONGEST_NAME)),
                Optional.of(fields.texts("members", MOST_MEMBERS, LONGEST_ID)));
    }

    static TeamChange from(RequestFields fields) {
        return new TeamChange(
                fields.optionalText("name", LONGEST_NAME), fields.optionalTexts("members", MOST_MEMBERS, LONGEST_ID));
    }
}
