package org.agentwarden.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The units that must not depend on each other in a circle: each top package, and each package within webhooks. */
final class Rooms implements SliceAssignment {

    private static final Pattern ROOM =
            Pattern.compile("org\\.agentwarden\\.(?:architecture\\.planted\\.)?((?:webhooks\\.)?\\w+).*");

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
        Matcher room = ROOM.matcher(type.getPackageName());
        return room.matches() ? SliceIdentifier.of(room.group(1)) : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
        return "rooms";
    }
}
