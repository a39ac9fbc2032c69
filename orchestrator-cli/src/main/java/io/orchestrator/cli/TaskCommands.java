package io.orchestrator.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What there is of task instances. */
@Command(
        name = "tasks",
        addMethodSubcommands = false,
        description = "Lists task instances, shows their logs, clears them, tells why one waits.")
final class TaskCommands extends Group {

    @Command(description = "Lists the tasks of a DAG, or the task instances of a run.", mixinStandardHelpOptions = true)
    int list(
            @Parameters(paramLabel = "DAG") String dagId,
            @Parameters(paramLabel = "RUN", arity = "0..1") String runId,
            @Option(names = "--state") List<String> states) {
        if (runId == null) {
            show().list(
                            server().get(dag(dagId) + "/tasks"),
                            "tasks",
                            "task_id",
                            "trigger_rule",
                            "retries",
                            "pool",
                            "downstream_task_ids");
        } else {
            list(server(), show(), dagId, runId, states == null ? List.of() : states);
        }
        return 0;
    }

    static void list(Server server, Show show, String dagId, String runId, List<String> states) {
        var path = new StringBuilder(run(dagId, runId) + "/taskInstances?limit=100");
        states.forEach(state -> path.append("&state=").append(Server.part(state)));
        show.list(
                server.get(path.toString()),
                "task_instances",
                "task_id",
                "map_index",
                "state",
                "try_number",
                "start_date",
                "duration",
                "hostname");
    }

    @Command(description = "Prints the log of a try.", mixinStandardHelpOptions = true)
    int logs(
            @Parameters(paramLabel = "DAG") String dagId,
            @Parameters(paramLabel = "RUN") String runId,
            @Parameters(paramLabel = "TASK") String taskId,
            @Option(names = "--try", description = "the newest if it is left out") Integer tryNumber,
            @Option(names = "--map-index", defaultValue = "-1") int mapIndex) {
        var server = server();
        var show = show();
        var path = task(dagId, runId, taskId);
        var number = tryNumber == null
                ? server.get(path + "/" + mapIndex).path("try_number").asInt(1)
                : tryNumber;
        var accept = show.isJson() ? "application/x-ndjson" : "text/plain";
        server.lines(path + "/logs/" + number + Server.query("map_index", mapIndex), accept, show::line);
        return 0;
    }

    @Command(
            description = "Clears tasks so that they run again; shows first what that would reach.",
            mixinStandardHelpOptions = true)
    int clear(
            @Parameters(paramLabel = "DAG") String dagId,
            @Parameters(paramLabel = "RUN") String runId,
            @Parameters(paramLabel = "TASK", arity = "0..*", description = "all tasks if none is named")
                    List<String> tasks,
            @Option(names = {"-u", "--upstream"}) boolean upstream,
            @Option(names = {"-d", "--downstream"}) boolean downstream,
            @Option(names = "--only-failed") boolean onlyFailed,
            @Option(
                            names = {"-y", "--yes"},
                            description = "does it; without it, it is only shown")
                    boolean yes) {
        var body = Server.object()
                .put("dag_run_id", runId)
                .put("include_upstream", upstream)
                .put("include_downstream", downstream)
                .put("only_failed", onlyFailed)
                .put("dry_run", !yes);
        if (tasks != null && !tasks.isEmpty()) {
            body.set("task_ids", Server.JSON.valueToTree(tasks));
        }
        var answer = server().post(dag(dagId) + "/clearTaskInstances", body);
        show().list(answer, "task_instances", "task_id", "map_index", "state", "try_number");
        show().done(yes ? "These are cleared." : "Nothing is cleared yet: say --yes to clear these.");
        return 0;
    }

    @Command(description = "Tells why a task, or a run, does not go on.", mixinStandardHelpOptions = true)
    int why(
            @Parameters(paramLabel = "DAG") String dagId,
            @Parameters(paramLabel = "RUN") String runId,
            @Parameters(paramLabel = "TASK", arity = "0..1", description = "the run itself if it is left out")
                    String taskId,
            @Option(names = "--map-index", defaultValue = "-1") int mapIndex) {
        var run = "/api/orchestrator/v1/dags/%s/dagRuns/%s".formatted(Server.part(dagId), Server.part(runId));
        var path = taskId == null
                ? run + "/why"
                : run + "/taskInstances/" + Server.part(taskId) + "/why" + Server.query("map_index", mapIndex);
        var answer = server().get(path);
        var show = show();
        if (show.isJson()) {
            show.one(answer);
        } else if (answer.path("causes").isEmpty()) {
            show.line("It has ended: nothing keeps it.");
        } else {
            answer.path("causes")
                    .forEach(cause -> show.line(cause.path("task_id")
                                    .asString("run " + cause.path("dag_run_id").asString())
                            + " " + cause.path("sentence").asString()));
        }
        return 0;
    }
}
