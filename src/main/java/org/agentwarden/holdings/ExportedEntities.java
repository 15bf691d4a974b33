package org.agentwarden.holdings;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.agentwarden.holdings.JsonLines.Part;
import org.agentwarden.platform.Listable;
import org.agentwarden.platform.MergedQuery;

/** Rows of one entity that are a file of an organization's export. */
public abstract class ExportedEntities<T extends Listable> extends OwnedEntities<T> {

    protected ExportedEntities(String name, Class<T> type, RemovalPhase phase) {
        super(name, type, phase);
    }

    /**
     * The next rows, from the newest on.
     *
     * @param last of the part before
     */
    public Part<Listable> next(String organizationId, Optional<Listable> last, int most) {
        List<T> rows = MergedQuery.after(last, List.of(list(organizationId)), most);
        return Part.of(views(rows), rows);
    }

    /** As they are exported: what the API shows, and never a secret. */
    protected abstract List<JsonObject> views(List<T> rows);
}
