package org.agentwarden.live;

import jakarta.enterprise.context.ApplicationScoped;
import org.agentwarden.holdings.FewRows;
import org.agentwarden.holdings.RemovalPhase;

/** How often the data behind an organization's pages has changed: at most one row. */
@ApplicationScoped
public class VersionRows extends FewRows {

    public VersionRows() {
        super(StoredVersions.class, "organizationId", RemovalPhase.LAST);
    }
}
