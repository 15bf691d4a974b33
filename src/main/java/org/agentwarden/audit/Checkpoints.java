package org.agentwarden.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.agentwarden.audit.sealing.Checkpoint;
import org.agentwarden.settings.Settings;

/** The latest checkpoint of each log that this node has sealed, in the data directory: out of the database's reach. */
@ApplicationScoped
public class Checkpoints {

    private final Path directory;

    @Inject
    public Checkpoints(Settings settings) {
        this(settings.dataDir().resolve("log-checkpoints"));
    }

    Checkpoints(Path directory) {
        this.directory = directory;
    }

    /** For the proxy of the container. */
    Checkpoints() {
        this(Path.of("."));
    }

    void keep(String organizationId, Checkpoint checkpoint) {
        try {
            Files.createDirectories(directory);
            Path draft = Files.createTempFile(directory, organizationId, ".new");
            Files.writeString(draft, checkpoint.text());
            Files.move(draft, directory.resolve(organizationId), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void forget(String organizationId) {
        try {
            Files.deleteIfExists(directory.resolve(organizationId));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Checkpoint> of(String organizationId) {
        try {
            return Checkpoint.parse(
                    Files.readString(directory.resolve(organizationId)).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
