package io.orchestrator.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Values that tasks of all DAGs read. */
@Command(name = "variables", addMethodSubcommands = false, description = "Lists, shows, sets and deletes variables.")
final class VariableCommands extends Group {

    private static final String PATH = "/api/v2/variables";

    @Command(description = "Lists variables.", mixinStandardHelpOptions = true)
    int list() {
        return list(PATH, "variables", "key", "value", "description");
    }

    @Command(description = "Shows a variable.", mixinStandardHelpOptions = true)
    int get(@Parameters(paramLabel = "KEY") String key) {
        show().one(server().get(PATH + "/" + Server.part(key)), "key", "value", "description");
        return 0;
    }

    @Command(description = "Creates a variable, or changes it.", mixinStandardHelpOptions = true)
    int set(
            @Parameters(paramLabel = "KEY") String key,
            @Parameters(paramLabel = "VALUE") String value,
            @Option(names = "--description") String description) {
        var variable = Server.object().put("key", key).put("value", value).put("description", description);
        var action = Server.object().put("action", "create").put("action_on_existence", "overwrite");
        action.putArray("entities").add(variable);
        var body = Server.object();
        body.putArray("actions").add(action);
        var done = server().patch(PATH, body).path("create");
        if (!done.path("errors").isEmpty()) {
            throw new Failure(Failure.REFUSED, done.at("/errors/0/error").asString());
        }
        show().done("Variable %s is set.".formatted(key));
        return 0;
    }

    @Command(description = "Deletes a variable.", mixinStandardHelpOptions = true)
    int delete(@Parameters(paramLabel = "KEY") String key) {
        server().delete(PATH + "/" + Server.part(key));
        show().done("Variable %s is deleted.".formatted(key));
        return 0;
    }
}
