package org.agentwarden.platform.http;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** 404: it does not exist, or belongs to another organization. */
public final class NotFound extends ApiException {

    private static final long serialVersionUID = 1L;

    public NotFound(String text) {
        super(404, text);
    }

    /** Returns what was found. @throws NotFound with the text, unless it exists and belongs to the organization */
    public static <T> T requireOwned(
            String organizationId, @Nullable T found, Function<T, String> organization, String text) {
        if (found == null || !organization.apply(found).equals(organizationId)) {
            throw new NotFound(text);
        }
        return found;
    }
}
