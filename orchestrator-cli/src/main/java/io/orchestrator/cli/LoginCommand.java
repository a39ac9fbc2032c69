package io.orchestrator.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Gets a token for a name and a password, and keeps it for the commands that follow. */
@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        description = "Logs in; the token is kept in ~/.config/orchestrator, for you alone, and good for a day.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields.
final class LoginCommand implements Callable<Integer> {

    @ParentCommand
    Orchestrator all;

    @Option(names = "--url", description = "the server; else ORCHESTRATOR_URL, else the last one")
    @Nullable
    String url;

    @Option(names = "--user", defaultValue = "admin")
    String user = "admin";

    @Option(names = "--password", description = "better left out: then it is asked for, or read from what is piped in")
    @Nullable
    String password;

    @Override
    public Integer call() {
        var where = url == null ? Login.find(all.environment()).url() : url;
        var body = Server.object().put("username", user).put("password", password == null ? asked() : password);
        var token = new Server(new Login(where, null))
                .post("/auth/token", body)
                .path("access_token")
                .asString();
        Login.keep(all.environment(), where, token);
        all.show().done("Logged in at %s as %s.".formatted(where, user));
        return 0;
    }

    /** A command line can be read by every user of the machine. */
    private static String asked() {
        var console = System.console();
        try {
            var given = console != null
                    ? String.valueOf(console.readPassword("Password: "))
                    : new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            if (given != null && !given.isBlank()) {
                return given.strip();
            }
        } catch (IOException e) {
            // Answered below, as nothing given is.
        }
        throw new Failure(2, "No password was given: type it, pipe it in, or say --password");
    }
}
