package io.orchestrator.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Slots that tasks of all DAGs share. */
@Command(name = "pools", addMethodSubcommands = false, description = "Lists, sets and deletes pools.")
final class PoolCommands extends Group {

    private static final String PATH = "/api/v2/pools";

    @Command(description = "Lists pools.", mixinStandardHelpOptions = true)
    int list() {
        return list(
                PATH,
                "pools",
                "name",
                "slots",
                "running_slots",
                "queued_slots",
                "scheduled_slots",
                "open_slots",
                "description");
    }

    @Command(description = "Creates a pool, or changes it.", mixinStandardHelpOptions = true)
    int set(
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "SLOTS", description = "-1: no limit") int slots,
            @Parameters(paramLabel = "DESCRIPTION", arity = "0..1") String description,
            @Option(names = "--include-deferred") boolean includeDeferred) {
        var pool = Server.object()
                .put("name", name)
                .put("slots", slots)
                .put("description", description)
                .put("include_deferred", includeDeferred);
        var action = Server.object().put("action", "create").put("action_on_existence", "overwrite");
        action.putArray("entities").add(pool);
        var body = Server.object();
        body.putArray("actions").add(action);
        var done = server().patch(PATH, body).path("create");
        if (!done.path("errors").isEmpty()) {
            throw new Failure(Failure.REFUSED, done.at("/errors/0/error").asString());
        }
        show().one(server().get(PATH + "/" + Server.part(name)), "name", "slots", "open_slots", "description");
        return 0;
    }

    @Command(description = "Deletes a pool.", mixinStandardHelpOptions = true)
    int delete(@Parameters(paramLabel = "NAME") String name) {
        server().delete(PATH + "/" + Server.part(name));
        show().done("Pool %s is deleted.".formatted(name));
        return 0;
    }
}
