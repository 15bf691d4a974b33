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
import java.util.Optional;
import java.util.stream.Stream;
import org.agentwarden.platform.schedule.PeriodicSweep;
import org.agentwarden.settings.Settings;

/**
 * Takes over the links that the operator has ordered by the commands {@code reset-password} and {@code invite}: each is a file
 * of the command's name, the address, the hash of the link's token and, for an invitation, the organization. Whoever may
 * write to the data directory may do that.
 */
@ApplicationScoped
public class OperatorOrders extends PeriodicSweep {

    private static final Logger LOG = System.getLogger(OperatorOrders.class.getName());
    private static final int MOST_AT_ONCE = 100;
    private static final int RESET_LINES = 3;
    private static final int INVITATION_LINES = 4;

    /** The end of the names of files that are still being written, and of those that a node is taking over. */
    private static final List<String> NOT_FOR_US = List.of(".new", ".taken");

    @Inject
    private Settings settings;

    @Inject
    private PasswordLinks links;

    @Inject
    private Invitations invitations;

    public OperatorOrders() {
        super("operator-orders", Duration.ofSeconds(5));
    }

    @Override
    public void run() {
        for (Path order : orders()) {
            boolean unused = failed().attempt(order.toString(), () -> take(order));
        }
    }

    private List<Path> orders() {
        if (Files.notExists(settings.operatorOrders())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(settings.operatorOrders())) {
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
            LOG.log(Level.INFO, "An order of the operator is not carried out: {0}: {1}", taken, e);
        }
    }

    private void carryOut(List<String> lines) {
        boolean isInvitation = lines.size() == INVITATION_LINES && lines.get(0).equals("invite");
        boolean isReset = lines.size() == RESET_LINES && lines.get(0).equals("reset-password");
        if (!isInvitation && !isReset) {
            LOG.log(Level.INFO, "A file of the operator is not understood: {0}", lines);
            return;
        }
        String email = lines.get(1);
        String tokenHash = lines.get(2);
        Optional<String> refusal =
                isReset ? links.order(email, tokenHash) : invitations.order(email, tokenHash, lines.get(3));
        LOG.log(
                Level.INFO,
                "The link of the command {0} for {1} {2}",
                lines.get(0),
                email,
                refusal.map(reason -> "is not made: " + reason).orElse("is valid now"));
    }
}
