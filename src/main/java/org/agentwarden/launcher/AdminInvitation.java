package org.agentwarden.launcher;

import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an invitation for an administrator, where no other one can. */
@Command(
        name = "invite",
        description = "Print a link by which somebody becomes an administrator.",
        mixinStandardHelpOptions = true)
final class AdminInvitation implements Callable<Integer> {

    @Parameters(paramLabel = "E-MAIL", description = "The address that the person will sign in with.")
    private String email = "";

    @Option(
            names = "--organization",
            paramLabel = "ID",
            description = "The organization; not needed where there is only one.")
    private String organization = "";

    @Override
    public Integer call() throws IOException, NoSuchAlgorithmException {
        OperatorOrder.leave("invite", email, "/accept-invitation", organization);
        System.err.println(
                "The server accepts it within ten seconds, or after its next start, for seven days. Its log says when it can't.");
        return 0;
    }
}
