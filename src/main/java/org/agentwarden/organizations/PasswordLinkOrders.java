package org.agentwarden.organizations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.agentwarden.platform.schedule.PeriodicSweep;
import org.agentwarden.settings.Settings;

/**
 * Takes over the links to new passwords that the operator has ordered by the command {@code reset-password}: each is a file
 * of two lines, the address and the hash of the link's token. Whoever may write to the data directory may do that.
 */
@ApplicationScoped
public class PasswordLinkOrders extends PeriodicSweep {

    private static final Logger LOG = System.getLogger(PasswordLinkOrders.class.getName());
    private static final int MOST_AT_ONCE = 100;

    /** The end of the names of files that are still being written, and of those that a node is taking over. */
    private static final List<String> NOT_FOR_US = List.of(".new", ".taken");

    @Inject
    private Settings settings;

    @Inject
    private PasswordLinks links;

    public PasswordLinkOrders() {
        super("password-link-orders", Duration.ofSeconds(5));
    }

    @Override
    public void run() {
        for (Path order : orders()) {
            boolean unused = failed().attempt(order.toString(), () -> take(order));
        }
    }

    private List<Path> orders() {
        if (Files.notExists(settings.passwordLinkOrders())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(settings.passwordLinkOrders())) {
            return files.filter(file -> NOT_FOR_US.stream().noneMatch(file.toString()::endsWith))
                    .limit(MOST_AT_ONCE)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of several nodes that share the directory, the one that renames the file carries it out. */
    private void take(Path order) {
        Path taken = order.resolveSibling(order.getFileName() + ".taken");
        try {
            Files.move(order, taken, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean done = false;
        try {
            carryOut(Files.readAllLines(taken));
            Files.delete(taken);
            done = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!done) {
                putBack(taken, order);
            }
        }
    }

    private static void putBack(Path taken, Path order) {
        try {
            Files.move(taken, order, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.log(Level.INFO, "A link to a new password is not made: {0}: {1}", taken, e);
        }
    }

    private void carryOut(List<String> lines) {
        if (lines.size() == 2 && links.order(lines.get(0), lines.get(1))) {
            LOG.log(Level.INFO, "A link to a new password is valid for 24 hours, for {0}", lines.get(0));
        } else {
            LOG.log(Level.INFO, "A link to a new password is not made: nobody signs in here as {0}", lines);
        }
    }
}
