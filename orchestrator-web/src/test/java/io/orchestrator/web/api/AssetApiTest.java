package io.orchestrator.web.api;

import static io.orchestrator.web.api.Shapes.assertShape;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.AssetCondition;
import io.orchestrator.protocol.graph.AssetTrigger;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.Fixture;
import io.orchestrator.web.SampleAssets;
import io.orchestrator.web.ServerTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class AssetApiTest {

    private static final String ALL = "/api/v2/assets";

    @Autowired
    FakeEngine engine;

    @Autowired
    JdbcClient database;

    @Autowired
    ApiClient api;

    @BeforeEach
    void fill() throws Exception {
        SampleAssets.add(database, "pipeline", "ingest", "run-1", "other");
    }

    @Test
    void assets_have_airflows_fields_and_filters() throws Exception {
        var list = api.get(ALL).json();
        assertShape(list, "AssetCollectionResponse");
        assertThat(list.path("total_entries").asInt()).isEqualTo(1);
        var asset = list.path("assets").path(0);
        assertShape(asset, "AssetResponse");
        assertThat(asset.path("uri").asString()).isEqualTo("s3://lake/orders");
        assertThat(asset.path("extra").path("owner").asString()).isEqualTo("ann");
        assertThat(asset.path("scheduled_dags").path(0).path("dag_id").asString())
                .isEqualTo("other");
        assertThat(asset.path("producing_tasks").path(0).path("task_id").asString())
                .isEqualTo("ingest");
        assertThat(asset.path("aliases").path(0).path("name").asString()).isEqualTo("found");
        assertThat(asset.path("last_asset_event").path("id").asInt()).isEqualTo(2);

        assertThat(total(ALL + "?only_active=false")).isEqualTo(2);
        assertThat(total(ALL + "?uri_pattern=elsewhere")).isEqualTo(0);
        assertThat(total(ALL + "?dag_ids=pipeline")).isEqualTo(1);
        assertThat(total(ALL + "?dag_ids=no_dag")).isEqualTo(0);
        assertShape(api.get(ALL + "/1").json(), "AssetResponse");
        assertThat(api.get(ALL + "/99").status()).isEqualTo(404);
        assertShape(api.get(ALL + "/aliases").json(), "AssetAliasCollectionResponse");
        assertShape(api.get(ALL + "/aliases/1").json(), "AssetAliasResponse");
    }

    @Test
    void dags_are_found_by_the_assets_that_they_follow() throws Exception {
        assertThat(total("/api/v2/dags?has_asset_schedule=true")).isEqualTo(1);
        assertThat(total("/api/v2/dags?has_asset_schedule=false")).isEqualTo(1);
        assertThat(total("/api/v2/dags?asset_dependency=ORD")).isEqualTo(1);
        assertThat(total("/api/v2/dags?asset_dependency=s3://lake/orders")).isEqualTo(1);
        assertThat(total("/api/v2/dags?asset_dependency=no_asset")).isZero();
    }

    @Test
    void a_dag_says_which_assets_its_next_run_waits_for() throws Exception {
        var graph = DagGraph.builder("other")
                .assets(new AssetTrigger(
                        new AssetCondition.All(
                                List.of(new AssetCondition.Named("orders"), new AssetCondition.Named("customers"))),
                        AssetTrigger.Taking.ALL))
                .build();
        database.sql(
                        "INSERT INTO dag_version (dag_id, version, graph_hash, graph) VALUES ('other', 77, 'h77', ?::jsonb)")
                .param(Json.MAPPER.writeValueAsString(graph))
                .update();
        database.sql("UPDATE dag SET version = 77, paused = false WHERE dag_id = 'other'")
                .update();

        var causes = api.get("/api/orchestrator/v1/dags/other/why").json().path("causes");

        assertThat(causes.path(0).path("cause").asString()).isEqualTo("assets");
        assertThat(causes.path(0).path("sentence").asString())
                .isEqualTo("follows updates of orders and customers; of 2 assets, 1 came since its last run."
                        + " It waits for customers.");
        database.sql("UPDATE dag SET paused = true WHERE dag_id = 'other'").update();
        assertThat(api.get("/api/orchestrator/v1/dags/other/why")
                        .json()
                        .path("causes")
                        .findValuesAsString("cause"))
                .containsExactly("dag_paused");
        assertThat(api.get("/api/orchestrator/v1/dags/nope/why").status()).isEqualTo(404);
    }

    private int total(String path) throws Exception {
        return api.get(path).json().path("total_entries").asInt(-1);
    }

    @Test
    void events_tell_who_caused_them_and_which_runs_have_taken_them() throws Exception {
        var list = api.get(ALL + "/events?asset_id=1").json();
        assertShape(list, "AssetEventCollectionResponse");
        assertThat(list.path("total_entries").asInt()).isEqualTo(2);
        var event = list.path("asset_events").path(0);
        assertThat(event.path("source_dag_id").asString()).isEqualTo("pipeline");
        assertThat(event.path("extra").path("rows").asInt()).isEqualTo(7);
        assertThat(event.path("created_dagruns").path(0).path("dag_id").asString())
                .isEqualTo("other");

        assertThat(total(ALL + "/events?source_task_id=ingest")).isEqualTo(1);
        assertThat(total(ALL + "/events?name_pattern=ORD")).isEqualTo(2);
        assertThat(total(ALL + "/events?timestamp_gt=2026-02-01T10:00:00Z")).isEqualTo(1);
        var upstream =
                api.get("/api/v2/dags/other/dagRuns/run-1/upstreamAssetEvents").json();
        assertThat(upstream.path("asset_events").path(0).path("id").asInt()).isEqualTo(1);
    }

    @Test
    void somebody_says_that_an_asset_was_updated() throws Exception {
        engine.answer(Command.CauseAssetEvent.class, asked -> true);

        var made = api.post(ALL + "/events", "{\"asset_id\": 1, \"extra\": {\"rows\": 3}}");

        assertThat(made.status()).isEqualTo(200);
        assertShape(made.json(), "AssetEventResponse");
        assertThat(engine.asked(Command.CauseAssetEvent.class))
                .containsExactly(new Command.CauseAssetEvent(1, Json.MAPPER.readTree("{\"rows\": 3}"), "admin"));
        assertThat(api.post(ALL + "/events", "{}").status()).isEqualTo(422);
        assertThat(api.post(ALL + "/events", "{\"asset_id\": 99}").status()).isEqualTo(404);
    }

    @Test
    void what_is_queued_is_shown_and_dropped() throws Exception {
        engine.answer(Command.DropAssetEvents.class, asked -> true);
        assertShape(api.get(ALL + "/1/queuedEvents").json(), "QueuedEventCollectionResponse");
        assertShape(api.get("/api/v2/dags/other/assets/1/queuedEvents").json(), "QueuedEventResponse");
        assertThat(total("/api/v2/dags/other/assets/queuedEvents")).isEqualTo(1);
        assertThat(total("/api/v2/dags/other/assets/queuedEvents?before=2026-02-01T11:00:00Z"))
                .isEqualTo(0);

        assertThat(api.send("DELETE", "/api/v2/dags/other/assets/1/queuedEvents")
                        .status())
                .isEqualTo(204);
        assertThat(api.send("DELETE", ALL + "/1/queuedEvents").status()).isEqualTo(204);
        assertThat(api.send("DELETE", "/api/v2/dags/pipeline/assets/queuedEvents")
                        .status())
                .isEqualTo(404);
        assertThat(engine.asked(Command.DropAssetEvents.class))
                .containsOnly(new Command.DropAssetEvents("other", 1L, null, "admin"));
    }

    @Test
    void who_sees_one_dag_sees_its_assets_and_not_who_else_names_them() throws Exception {
        new Fixture(database).user("vic", "{noop}vic", "none");
        database.sql("INSERT INTO user_grant VALUES ('vic', 'dag', 'pipeline', 'viewer') ON CONFLICT DO NOTHING")
                .update();
        var vic = api.login("vic", "vic");

        var asset = vic.get(ALL + "/1").json();
        assertThat(asset.path("scheduled_dags").isEmpty()).isTrue();
        assertThat(vic.get(ALL + "?only_active=false")
                        .json()
                        .path("total_entries")
                        .asInt())
                .isEqualTo(1);
        var event = vic.get(ALL + "/events").json().path("asset_events").path(0);
        assertThat(event.path("created_dagruns").isEmpty()).isTrue();
        assertThat(vic.get(ALL + "/1/queuedEvents").json().path("total_entries").asInt())
                .isEqualTo(0);
        assertThat(vic.post(ALL + "/events", "{\"asset_id\": 1}").status()).isEqualTo(403);
    }

    @Test
    void an_asset_is_made_by_the_one_dag_that_produces_it() throws Exception {
        engine.answer(Command.Trigger.class, asked -> {
            throw new CommandRefused(CommandRefused.Kind.CONFLICT, "not now");
        });
        assertThat(api.post(ALL + "/1/materialize", "{}").status()).isEqualTo(409);
        assertThat(engine.asked(Command.Trigger.class).getFirst().dagId()).isEqualTo("pipeline");
        assertThat(api.post(ALL + "/2/materialize", "{}").status()).isEqualTo(404);
    }
}
