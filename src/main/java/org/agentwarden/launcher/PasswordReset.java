package org.agentwarden.launcher;

import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a link to a new password, for an admin who has lost it. */
@Command(
        name = "reset-password",
        description = "Print a link by which somebody chooses a new password.",
        mixinStandardHelpOptions = true)
final class PasswordReset implements Callable<Integer> {

    @Parameters(paramLabel = "E-MAIL", description = "The address that the person signs in with.")
    private String email = "";

    @Override
    public Integer call() throws IOException, NoSuchAlgorithmException {
        OperatorOrder.leave("reset-password", email, "/reset-password");
        System.err.println(
                "The server accepts it within ten seconds, or after its next start, for 24 hours. Its log says"
                        + " when nobody signs in with this address.");
        return 0;
    }
}
