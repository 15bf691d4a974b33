package org.agentwarden.teams;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import org.agentwarden.holdings.ExportedFile;
import org.agentwarden.holdings.JsonLines;
import org.agentwarden.holdings.JsonLines.Part;

/** The delegations of an organization, a line for each user who is or was away. */
@ApplicationScoped
public class DelegationFile implements ExportedFile {

    @Inject
    private DelegationRows rows;

    @Override
    public String fileName() {
        return "delegations.jsonl";
    }

    @Override
    public void write(String organizationId, Runnable permission, Writer writer) throws IOException {
        JsonLines.<Delegation>write((last, most) -> next(organizationId, last, most), permission, writer);
    }

    private Part<Delegation> next(String organizationId, Optional<Delegation> last, int most) {
        List<Delegation> next =
                rows.next(organizationId, last.map(Delegation::userId).orElse(""), most);
        return Part.of(next.stream().map(DelegationView::exported).toList(), next);
    }
}
