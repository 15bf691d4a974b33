package org.agentwarden.agents;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.agentwarden.platform.json.RequestFields;
import org.jspecify.annotations.Nullable;

/** The members of the context that whoever approves may lower, as a permission names them. Pure. */
public final class EditableMembers {

    /** Of one permission. */
    public static final int MOST = 10;

    private static final int LONGEST = 100;
    private static final String SEPARATOR = ",";
    private static final Pattern COMMA = Pattern.compile(SEPARATOR);
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    private EditableMembers() {}

    static Optional<List<String>> optionalFrom(RequestFields fields, String name) {
        Optional<List<String>> members = fields.optionalTexts(name, MOST, LONGEST)
                .map(names -> names.stream().distinct().toList());
        if (members.stream()
                .flatMap(List::stream)
                .anyMatch(member -> !NAME.matcher(member).matches())) {
            fields.problem(name, "must name members of the context, as amount");
        }
        return members;
    }

    /** Null for none. */
    public static @Nullable String write(List<String> members) {
        return members.isEmpty() ? null : String.join(SEPARATOR, members);
    }

    /** Those that {@link #write} has written. */
    public static List<String> read(@Nullable String text) {
        return text == null ? List.of() : COMMA.splitAsStream(text).toList();
    }
}
