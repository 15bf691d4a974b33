package org.agentwarden.holdings;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.agentwarden.platform.Listable;
import org.agentwarden.platform.MergedQuery;

/** Rows of one entity that are a file of an organization's export. */
public abstract class ExportedEntities<T extends Listable> extends OwnedEntities<T> {

    protected ExportedEntities(String name, Class<T> type, RemovalPhase phase) {
        super(name, type, phase);
    }

    /**
     * Some rows of an export.
     *
     * @param last where the next ones begin; empty when there are none
     */
    public record Part(List<JsonObject> rows, Optional<Listable> last) {

        public static Part of(List<JsonObject> rows, List<? extends Listable> read) {
            return new Part(rows, read.isEmpty() ? Optional.empty() : Optional.of(read.get(read.size() - 1)));
        }
    }

    /**
     * The next rows, from the newest on.
     *
     * @param last of the part before
     */
    public Part next(String organizationId, Optional<Listable> last, int most) {
        List<T> rows = MergedQuery.after(last, List.of(list(organizationId)), most);
        return Part.of(views(rows), rows);
    }

    /** As they are exported: what the API shows, and never a secret. */
    protected abstract List<JsonObject> views(List<T> rows);
}
