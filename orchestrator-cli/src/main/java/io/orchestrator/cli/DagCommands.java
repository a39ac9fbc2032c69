package io.orchestrator.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What there is of DAGs. */
@Command(
        name = "dags",
        addMethodSubcommands = false,
        description = "Lists, shows, triggers, pauses DAGs; makes, tests and deploys your own.")
final class DagCommands extends Group {

    @Command(description = "Lists DAGs.", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--pattern", description = "a part of their ids") String pattern,
            @Option(names = "--tag") String tag,
            @Option(names = "--paused", description = "true or false") Boolean paused,
            @Option(names = "--limit", defaultValue = "100") int limit) {
        var path =
                "/api/v2/dags" + Server.query("dag_id_pattern", pattern, "tags", tag, "paused", paused, "limit", limit);
        return list(
                path,
                "dags",
                "dag_id",
                "is_paused",
                "timetable_description",
                "next_dagrun_run_after",
                "owners",
                "tags");
    }

    @Command(description = "Shows a DAG.", mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "DAG") String dagId) {
        show().one(
                        server().get(dag(dagId) + "/details"),
                        "dag_id",
                        "description",
                        "is_paused",
                        "is_stale",
                        "has_import_errors",
                        "timetable_description",
                        "timezone",
                        "next_dagrun_run_after",
                        "catchup",
                        "max_active_runs",
                        "max_active_tasks",
                        "owners",
                        "tags",
                        "bundle_name",
                        "bundle_version",
                        "latest_dag_version.version_number",
                        "active_runs_count");
        return 0;
    }

    @Command(description = "Starts a run.", mixinStandardHelpOptions = true)
    int trigger(
            @Parameters(paramLabel = "DAG") String dagId,
            @Option(names = {"-r", "--run-id"}) String runId,
            @Option(
                            names = {"-e", "--logical-date"},
                            description = "like 2026-01-31T00:00:00Z")
                    String logicalDate,
            @Option(
                            names = {"-c", "--conf"},
                            description = "the params, a JSON object")
                    String conf,
            @Option(
                            names = {"-p", "--param"},
                            description = "one param: name=value")
                    Map<String, String> params,
            @Option(names = "--note") String note,
            @Option(
                            names = {"-f", "--follow"},
                            description = "stays until the run ends")
                    boolean follow) {
        var body = Server.object()
                .put("logical_date", logicalDate)
                .put("dag_run_id", runId)
                .put("note", note);
        body.set("conf", Conf.of(conf, params));
        var server = server();
        var run = server.post(dag(dagId) + "/dagRuns", body);
        if (!follow) {
            show().one(run, "dag_id", "dag_run_id", "state", "logical_date", "run_after");
            return 0;
        }
        return new Follow(server, show()).run(dagId, run.path("dag_run_id").asString());
    }

    @Command(description = "Lets the schedule of a DAG start no more runs.", mixinStandardHelpOptions = true)
    int pause(@Parameters(paramLabel = "DAG") String dagId) {
        return setPaused(dagId, true);
    }

    @Command(description = "Lets the schedule of a DAG start runs again.", mixinStandardHelpOptions = true)
    int unpause(@Parameters(paramLabel = "DAG") String dagId) {
        return setPaused(dagId, false);
    }

    private int setPaused(String dagId, boolean paused) {
        var answer = server().patch(dag(dagId), Server.object().put("is_paused", paused));
        show().one(answer, "dag_id", "is_paused");
        return 0;
    }

    @Command(
            name = "next-execution",
            description = "Tells when the next runs are due.",
            mixinStandardHelpOptions = true)
    int nextExecution(
            @Parameters(paramLabel = "DAG") String dagId,
            @Option(
                            names = {"-n", "--num-executions"},
                            defaultValue = "1")
                    int number) {
        var answer = server().get(dag(dagId) + "/comingRuns" + Server.query("limit", number));
        show().list(
                        answer,
                        "coming_runs",
                        "run_after",
                        "logical_date",
                        "data_interval_start",
                        "data_interval_end",
                        "clocks_change");
        var error = answer.path("schedule_error").asString("");
        if (!error.isEmpty()) {
            show().done(error);
            return 1;
        }
        return 0;
    }

    @Command(description = "Tells what the next run of a DAG waits for.", mixinStandardHelpOptions = true)
    int why(@Parameters(paramLabel = "DAG") String dagId) {
        var answer = server().get("/api/orchestrator/v1/dags/" + Server.part(dagId) + "/why");
        var show = show();
        if (show.isJson()) {
            show.one(answer);
        } else {
            answer.path("causes")
                    .forEach(cause ->
                            show.line(dagId + " " + cause.path("sentence").asString()));
        }
        return 0;
    }

    @Command(description = "Uploads a bundle: jars with DAGs, and libraries.", mixinStandardHelpOptions = true)
    int deploy(
            @Parameters(paramLabel = "JAR", arity = "1..*", description = "jars with DAGs, or a folder of them")
                    List<Path> jars,
            @Option(
                            names = {"-l", "--library"},
                            description = "jars that the DAGs need")
                    List<Path> libraries,
            @Option(
                            names = {"-n", "--name"},
                            required = true,
                            description = "the bundle's name")
                    String name) {
        return new Upload(server(), show()).deploy(name, jars, libraries == null ? List.of() : libraries);
    }

    @Command(
            name = "new",
            description = "Makes a Maven project for your own DAGs, with an example and its test.",
            mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "FOLDER") Path folder,
            @Option(names = "--package", defaultValue = "org.example.pipelines") String packageName) {
        new NewProject(folder, packageName, all.environment()).write();
        show().done("""
                Made %s. What to do with it:
                  cd %s
                  mvn verify                                   builds and tests it
                  orchestrator dags test target/classes        runs its DAGs here, without a server
                  orchestrator dags deploy target/*.jar --name %s""".formatted(folder, folder, folder.toAbsolutePath().getFileName()));
        return 0;
    }

    @Command(description = "Runs a DAG here and now, without a server.", mixinStandardHelpOptions = true)
    int test(
            @Parameters(paramLabel = "CLASSES", description = "a jar or a folder of classes with the DAG") Path classes,
            @Option(
                            names = {"-d", "--dag"},
                            description = "which; needed if there are several")
                    String dagId,
            @Option(
                            names = {"-e", "--logical-date"},
                            description = "like 2026-01-31T00:00:00Z")
                    String logicalDate,
            @Option(
                            names = {"-c", "--conf"},
                            description = "the params, a JSON object")
                    String conf,
            @Option(
                            names = {"-l", "--library"},
                            description = "jars that the DAG needs")
                    List<Path> libraries,
            @Option(names = "--timeout", defaultValue = "600", description = "seconds") long seconds) {
        return new LocalRun(all.environment(), spec.commandLine().getOut())
                .run(
                        classes,
                        libraries == null ? List.of() : libraries,
                        dagId,
                        logicalDate,
                        conf,
                        Duration.ofSeconds(seconds));
    }
}
