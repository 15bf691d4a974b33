package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Writer;
import org.agentwarden.holdings.ExportedFile;
import org.agentwarden.holdings.JsonLines;

/** The organization itself. */
@ApplicationScoped
public class OrganizationFile implements ExportedFile {

    @Inject
    private Organizations organizations;

    @Override
    public String fileName() {
        return "organization.json";
    }

    @Override
    public void write(String organizationId, Runnable permission, Writer writer) throws IOException {
        JsonLines.writeLine(OrganizationView.of(organizations.active(organizationId)), writer);
    }
}
