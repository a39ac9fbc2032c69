package io.orchestrator.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Who may log in, and what they may do. */
@Command(name = "users", addMethodSubcommands = false, description = "Lists, creates, changes and deletes users.")
final class UserCommands extends Group {

    private static final String PATH = "/api/orchestrator/v1/users";
    private static final String[] FIELDS = {"username", "role", "enabled", "origin", "grants", "created_at"};

    @Command(description = "Lists users.", mixinStandardHelpOptions = true)
    int list() {
        return list(PATH, "users", FIELDS);
    }

    @Command(description = "Creates a user.", mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = {"-r", "--role"},
                            defaultValue = "viewer",
                            description = "none, viewer, operator, editor or admin")
                    String role,
            @Option(
                            names = {"-p", "--password"},
                            interactive = true,
                            arity = "0..1",
                            required = true,
                            description = "asked for if no value is given")
                    char[] password) {
        var body = Server.object().put("username", name).put("role", role).put("password", new String(password));
        return one(server().post(PATH, body));
    }

    @Command(description = "Gives a user another role everywhere.", mixinStandardHelpOptions = true)
    int role(@Parameters(paramLabel = "NAME") String name, @Parameters(paramLabel = "ROLE") String role) {
        return one(server().patch(path(name), Server.object().put("role", role)));
    }

    @Command(description = "Gives a user a role on some DAGs; none takes it back.", mixinStandardHelpOptions = true)
    int grant(
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "ROLE") String role,
            @Option(names = "--dag", description = "the DAG's id") String dagId,
            @Option(names = "--label", description = "a label that the DAGs have") String label) {
        if ((dagId == null) == (label == null)) {
            throw new Failure(2, "Say on which DAGs: --dag or --label");
        }
        var where = dagId == null ? "label/" + Server.part(label) : "dag/" + Server.part(dagId);
        return one(server().put(path(name) + "/grants/" + where, Server.object().put("role", role)));
    }

    @Command(description = "Lets a user come in no more, from this moment.", mixinStandardHelpOptions = true)
    int disable(@Parameters(paramLabel = "NAME") String name) {
        return one(server().patch(path(name), Server.object().put("enabled", false)));
    }

    @Command(description = "Lets a user come in again.", mixinStandardHelpOptions = true)
    int enable(@Parameters(paramLabel = "NAME") String name) {
        return one(server().patch(path(name), Server.object().put("enabled", true)));
    }

    @Command(description = "Deletes a user.", mixinStandardHelpOptions = true)
    int delete(@Parameters(paramLabel = "NAME") String name) {
        server().delete(path(name));
        show().done("User %s is deleted.".formatted(name));
        return 0;
    }

    private int one(JsonNode user) {
        show().one(user, FIELDS);
        return 0;
    }

    private static String path(String name) {
        return PATH + "/" + Server.part(name);
    }
}
