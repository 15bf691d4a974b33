package org.agentwarden.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Writer;
import org.agentwarden.holdings.ExportedFile;

/** An organization's log with its seals, in the form of the sealed export. */
@ApplicationScoped
public class LogFile implements ExportedFile {

    @Inject
    private SealedLogExport sealed;

    @Override
    public String fileName() {
        return "log.jsonl";
    }

    @Override
    public void write(String organizationId, Runnable permission, Writer writer) throws IOException {
        sealed.write(organizationId, permission, writer);
    }
}
