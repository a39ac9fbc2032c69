package io.orchestrator.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What there is of runs. */
@Command(name = "runs", addMethodSubcommands = false, description = "Lists, shows and follows runs.")
final class RunCommands extends Group {

    @Command(description = "Lists the runs of a DAG, newest first.", mixinStandardHelpOptions = true)
    int list(
            @Parameters(paramLabel = "DAG", defaultValue = "~", description = "of all DAGs if it is left out")
                    String dagId,
            @Option(names = "--state") String state,
            @Option(names = "--limit", defaultValue = "25") int limit) {
        var path = (dagId.equals("~") ? "/api/v2/dags/~" : dag(dagId)) + "/dagRuns"
                + Server.query("state", state, "limit", limit, "order_by", "-id");
        return list(
                path,
                "dag_runs",
                "dag_id",
                "dag_run_id",
                "state",
                "run_type",
                "logical_date",
                "start_date",
                "duration");
    }

    @Command(description = "Shows a run and its tasks.", mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "DAG") String dagId, @Parameters(paramLabel = "RUN") String runId) {
        var show = show();
        var server = server();
        var run = server.get(run(dagId, runId));
        show.one(
                run,
                "dag_id",
                "dag_run_id",
                "state",
                "run_type",
                "logical_date",
                "start_date",
                "end_date",
                "duration",
                "conf",
                "triggering_user_name",
                "note");
        if (!show.isJson()) {
            show.line("");
            TaskCommands.list(server, show, dagId, runId, List.of());
        }
        return 0;
    }

    @Command(
            description = "Stays with a run until it ends; the exit code is 0 if it succeeds.",
            mixinStandardHelpOptions = true)
    int follow(@Parameters(paramLabel = "DAG") String dagId, @Parameters(paramLabel = "RUN") String runId) {
        return new Follow(server(), show()).run(dagId, runId);
    }

    @Command(
            description = "Keeps a run however old it becomes: retention leaves it alone.",
            mixinStandardHelpOptions = true)
    int hold(
            @Parameters(paramLabel = "DAG") String dagId,
            @Parameters(paramLabel = "RUN") String runId,
            @Option(names = "--reason", defaultValue = "", description = "why, for the others") String reason) {
        show().one(
                        server().put(held(dagId, runId), Server.object().put("reason", reason)),
                        "dag_id",
                        "dag_run_id",
                        "held_by",
                        "held_at",
                        "reason");
        return 0;
    }

    @Command(description = "Lets a run go that was held.", mixinStandardHelpOptions = true)
    int release(@Parameters(paramLabel = "DAG") String dagId, @Parameters(paramLabel = "RUN") String runId) {
        server().delete(held(dagId, runId));
        show().done("Run %s is not held any more.".formatted(runId));
        return 0;
    }

    private static String held(String dagId, String runId) {
        return "/api/orchestrator/v1/dags/%s/dagRuns/%s/hold".formatted(Server.part(dagId), Server.part(runId));
    }
}
