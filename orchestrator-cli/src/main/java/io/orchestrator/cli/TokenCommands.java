package io.orchestrator.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What programs come in with. */
@Command(name = "tokens", addMethodSubcommands = false, description = "Lists, creates and revokes API tokens.")
final class TokenCommands extends Group {

    private static final String PATH = "/api/orchestrator/v1/tokens";

    @Command(description = "Lists your tokens.", mixinStandardHelpOptions = true)
    int list(@Option(names = "--all", description = "everybody's, for admins") boolean all) {
        return list(
                PATH + Server.query("all", all),
                "tokens",
                "token_id",
                "username",
                "name",
                "role",
                "scope",
                "expires_at",
                "last_used_at");
    }

    @Command(description = "Makes a token, and prints it this once.", mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "NAME", description = "what it is for") String name,
            @Option(
                            names = {"-r", "--role"},
                            defaultValue = "viewer",
                            description = "what it may do at most")
                    String role,
            @Option(names = "--days", defaultValue = "90") int days,
            @Option(names = "--dag", description = "the only DAG that it is for") String dagId,
            @Option(names = "--label", description = "the label of the only DAGs that it is for") String label) {
        var body = Server.object()
                .put("name", name)
                .put("role", role)
                .put("days", days)
                .put("dag_id", dagId)
                .put("label", label);
        show().one(server().post(PATH, body), "token_id", "token", "expires_at");
        return 0;
    }

    @Command(description = "Revokes a token: whoever shows it is refused.", mixinStandardHelpOptions = true)
    int revoke(@Parameters(paramLabel = "ID") String id) {
        server().delete(PATH + "/" + Server.part(id));
        show().done("Token %s is revoked.".formatted(id));
        return 0;
    }
}
