package io.orchestrator.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Runs for a stretch of the past. */
@Command(name = "backfill", addMethodSubcommands = false, description = "Creates, lists, pauses and cancels backfills.")
final class BackfillCommands extends Group {

    private static final String PATH = "/api/v2/backfills";

    @Command(description = "Creates a backfill, or only shows its runs.", mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "DAG") String dagId,
            @Option(names = "--from-date", required = true, description = "like 2026-01-01T00:00:00Z") String from,
            @Option(names = "--to-date", required = true) String to,
            @Option(names = "--max-active-runs", defaultValue = "10") int most,
            @Option(names = "--run-backwards") boolean backwards,
            @Option(names = "--reprocess-behavior", defaultValue = "none", description = "none, failed or completed")
                    String again,
            @Option(
                            names = {"-c", "--conf"},
                            description = "the params, a JSON object")
                    String conf,
            @Option(names = "--dry-run", description = "only shows which runs there would be") boolean dryRun) {
        var body = Server.object()
                .put("dag_id", dagId)
                .put("from_date", from)
                .put("to_date", to)
                .put("max_active_runs", most)
                .put("run_backwards", backwards)
                .put("reprocess_behavior", again);
        body.set("dag_run_conf", Conf.of(conf, null));
        if (dryRun) {
            show().list(server().post(PATH + "/dry_run", body), "backfills", "logical_date");
        } else {
            one(server().post(PATH, body));
        }
        return 0;
    }

    @Command(description = "Lists the backfills of a DAG.", mixinStandardHelpOptions = true)
    int list(@Parameters(paramLabel = "DAG") String dagId) {
        return list(
                PATH + Server.query("dag_id", dagId),
                "backfills",
                "id",
                "from_date",
                "to_date",
                "is_paused",
                "created_at",
                "completed_at");
    }

    @Command(description = "Lets a backfill start no more runs.", mixinStandardHelpOptions = true)
    int pause(@Parameters(paramLabel = "ID") String id) {
        return change(id, "pause");
    }

    @Command(description = "Lets a backfill go on.", mixinStandardHelpOptions = true)
    int unpause(@Parameters(paramLabel = "ID") String id) {
        return change(id, "unpause");
    }

    @Command(description = "Ends a backfill.", mixinStandardHelpOptions = true)
    int cancel(@Parameters(paramLabel = "ID") String id) {
        return change(id, "cancel");
    }

    private int change(String id, String what) {
        one(server().put(PATH + "/" + Server.part(id) + "/" + what, Server.object()));
        return 0;
    }

    private void one(JsonNode backfill) {
        show().one(backfill, "id", "dag_id", "from_date", "to_date", "is_paused", "max_active_runs", "completed_at");
    }
}
