package org.agentwarden.teams;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.agentwarden.holdings.ExportedFile;
import org.agentwarden.platform.json.JsonCodec;

/** The delegations of an organization, a line for each user who is or was away. */
@ApplicationScoped
public class DelegationFile implements ExportedFile {

    private static final int ROWS_AT_ONCE = 100;

    @Inject
    private DelegationRows rows;

    @Override
    public String fileName() {
        return "delegations.jsonl";
    }

    @Override
    public void write(String organizationId, Runnable permission, Writer writer) throws IOException {
        String after = "";
        List<Delegation> next;
        do {
            next = rows.next(organizationId, after, ROWS_AT_ONCE);
            for (Delegation delegation : next) {
                writer.write(JsonCodec.write(DelegationView.exported(delegation)));
                writer.write('\n');
                after = delegation.userId();
            }
            permission.run();
        } while (next.size() == ROWS_AT_ONCE);
    }
}
