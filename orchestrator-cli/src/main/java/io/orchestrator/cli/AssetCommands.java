package io.orchestrator.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What tasks produce and other DAGs follow. */
@Command(
        name = "assets",
        addMethodSubcommands = false,
        description = "Lists and shows assets and their events; runs what produces one.")
final class AssetCommands extends Group {

    private static final String PATH = "/api/v2/assets";
    private static final String[] ASSET = {
        "id",
        "name",
        "uri",
        "group",
        "producing_tasks",
        "scheduled_dags",
        "consuming_tasks",
        "last_asset_event.timestamp"
    };

    @Command(description = "Lists assets.", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--pattern", description = "a part of their names") String pattern,
            @Option(names = "--dag", description = "only those that this DAG produces, follows or reads") String dagId,
            @Option(names = "--limit", defaultValue = "100") int limit) {
        return list(
                PATH + Server.query("name_pattern", pattern, "dag_ids", dagId, "limit", limit),
                "assets",
                "id",
                "name",
                "uri",
                "group",
                "last_asset_event.timestamp");
    }

    @Command(description = "Shows an asset, who produces it and who follows it.", mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "ASSET", description = "its id or its name") String asset) {
        var server = server();
        show().one(find(server, asset), ASSET);
        return 0;
    }

    @Command(description = "Lists events of assets, newest first.", mixinStandardHelpOptions = true)
    int events(
            @Parameters(paramLabel = "ASSET", arity = "0..1", description = "its id or its name; all if left out")
                    String asset,
            @Option(names = "--dag", description = "only those that this DAG caused") String dagId,
            @Option(names = "--limit", defaultValue = "25") int limit) {
        var server = server();
        var id = asset == null ? null : find(server, asset).path("id").asString();
        show().list(
                        server.get(PATH + "/events"
                                + Server.query(
                                        "asset_id", id, "source_dag_id", dagId, "limit", limit, "order_by", "-id")),
                        "asset_events",
                        "id",
                        "timestamp",
                        "name",
                        "source_dag_id",
                        "source_task_id",
                        "source_run_id",
                        "extra",
                        "created_dagruns");
        return 0;
    }

    @Command(description = "Runs the DAG that produces an asset.", mixinStandardHelpOptions = true)
    int materialize(
            @Parameters(paramLabel = "ASSET", description = "its id or its name") String asset,
            @Option(
                            names = {"-c", "--conf"},
                            description = "the params, a JSON object")
                    String conf,
            @Option(
                            names = {"-p", "--param"},
                            description = "one param: name=value")
                    Map<String, String> params,
            @Option(
                            names = {"-f", "--follow"},
                            description = "stays until the run ends")
                    boolean follow) {
        var server = server();
        var body = Server.object();
        body.set("conf", Conf.of(conf, params));
        var id = find(server, asset).path("id").asString();
        var run = server.post(PATH + "/" + Server.part(id) + "/materialize", body);
        if (follow) {
            return new Follow(server, show())
                    .run(run.path("dag_id").asString(), run.path("dag_run_id").asString());
        }
        show().one(run, "dag_id", "dag_run_id", "state", "run_after");
        return 0;
    }

    private static JsonNode find(Server server, String asset) {
        if (asset.chars().allMatch(Character::isDigit)) {
            return server.get(PATH + "/" + asset);
        }
        for (var found : server.get(PATH + Server.query("name_pattern", asset, "limit", 100))
                .path("assets")) {
            if (found.path("name").asString().equals(asset)) {
                return server.get(PATH + "/" + found.path("id").asString());
            }
        }
        throw new Failure(Failure.REFUSED, "There is no asset '%s': orchestrator assets list".formatted(asset));
    }
}
