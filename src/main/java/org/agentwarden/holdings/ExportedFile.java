package org.agentwarden.holdings;

import java.io.IOException;
import java.io.Writer;

/** A file of an organization's export that is no list of entities. Each bean of this type is found by the export. */
public interface ExportedFile {

    String fileName();

    /**
     * Writes the file; does not close the writer. Holds no more than some hundred rows in memory, and no transaction.
     *
     * @param permission throws when the reader may not read any more; to be asked again and again
     */
    void write(String organizationId, Runnable permission, Writer writer) throws IOException;
}
