package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.agentwarden.platform.ThrottledLog;
import org.agentwarden.platform.schedule.PeriodicTask;
import org.agentwarden.settings.Settings;

/**
 * Takes over the links to new passwords that the operator has ordered by the command {@code reset-password}: each is a file
 * of two lines, the address and the hash of the link's token. Whoever may write to the data directory may do that.
 */
@ApplicationScoped
public class PasswordLinkOrders extends PeriodicTask {

    private static final ThrottledLog LOG = new ThrottledLog(System.getLogger(PasswordLinkOrders.class.getName()));
    private static final int MOST_AT_ONCE = 100;
    private static final int LINES = 2;

    @Inject
    private Settings settings;

    @Inject
    private PasswordLinks links;

    public PasswordLinkOrders() {
        super("password-link-orders", Duration.ofSeconds(5));
    }

    @Override
    public void run() {
        try {
            for (Path order : orders()) {
                take(order).ifPresent(this::carryOut);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes it first: one that fails is not tried again and again. Empty when another node was sooner. */
    private static Optional<List<String>> take(Path order) throws IOException {
        try {
            List<String> lines = Files.readAllLines(order);
            return Files.deleteIfExists(order) ? Optional.of(lines) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private List<Path> orders() throws IOException {
        if (Files.notExists(settings.passwordLinkOrders())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(settings.passwordLinkOrders())) {
            return files.filter(file -> !file.toString().endsWith(".new"))
                    .limit(MOST_AT_ONCE)
                    .toList();
        }
    }

    private void carryOut(List<String> lines) {
        if (lines.size() == LINES && links.order(lines.get(0), lines.get(1))) {
            LOG.log(Level.INFO, "order", () -> "A link to a new password is good for 24 hours, for " + lines.get(0));
        } else {
            LOG.log(Level.WARNING, "unknown", () -> "A link to a new password is good for nobody here: " + lines);
        }
    }
}
