package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.agentwarden.holdings.ExportedEntities;
import org.agentwarden.holdings.ExportedFile;
import org.agentwarden.holdings.JsonLines;
import org.agentwarden.platform.Listable;
import org.agentwarden.platform.http.MinimumRate;

/**
 * Writes all that an organization owns into a ZIP of files, one for each kind: a hundred rows are in memory at a time, and no
 * transaction is open while a slow reader takes them.
 */
@ApplicationScoped
public class OrganizationExport {

    @Inject
    @Any
    private Instance<ExportedEntities<?>> entities;

    @Inject
    @Any
    private Instance<ExportedFile> files;

    @Inject
    private InstantSource clock;

    /**
     * Writes the ZIP; does not close the stream.
     *
     * @param permission throws when the reader may not read any more
     * @throws IOException when the reader is gone, or too slow
     */
    void write(String organizationId, Runnable permission, OutputStream stream) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(new MinimumRate(stream, clock), StandardCharsets.UTF_8);
        Writer writer = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8));
        for (ExportedFile file : sorted(files, ExportedFile::fileName)) {
            begin(file.fileName(), zip);
            file.write(organizationId, permission, writer);
            end(writer, zip);
        }
        for (ExportedEntities<?> kind : sorted(entities, ExportedEntities::name)) {
            begin(kind.name() + ".jsonl", zip);
            JsonLines.<Listable>write((last, most) -> kind.next(organizationId, last, most), permission, writer);
            end(writer, zip);
        }
        zip.finish();
    }

    private static <T> List<T> sorted(Instance<T> beans, Function<T, String> name) {
        return beans.stream().sorted(Comparator.comparing(name)).toList();
    }

    private void begin(String fileName, ZipOutputStream zip) throws IOException {
        ZipEntry entry = new ZipEntry(fileName);
        entry.setLastModifiedTime(FileTime.from(clock.instant()));
        zip.putNextEntry(entry);
    }

    private static void end(Writer writer, ZipOutputStream zip) throws IOException {
        writer.flush();
        zip.closeEntry();
        zip.flush();
    }
}
