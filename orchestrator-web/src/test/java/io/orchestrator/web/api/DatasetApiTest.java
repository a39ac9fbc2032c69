package io.orchestrator.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.engine.Command;
import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.SampleDatasets;
import io.orchestrator.web.ServerTest;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ServerTest
class DatasetApiTest {

    private static final String ALL = "/api/orchestrator/v1/datasets";
    private static final String QUARANTINE = "/api/orchestrator/v1/quarantine";
    private static final String RUN = "/api/orchestrator/v1/dags/pipeline/dagRuns/run-1";

    @Autowired
    FakeEngine engine;

    @Autowired
    JdbcClient database;

    @Autowired
    ApiClient api;

    @BeforeEach
    void fill() throws Exception {
        SampleDatasets.add(database, "pipeline", "ingest", "run-1");
    }

    private JsonNode get(String path) throws Exception {
        var answer = api.get(path);
        assertThat(answer.status()).as(path + ": " + answer.body()).isEqualTo(200);
        return answer.json();
    }

    private ApiClient.Answer put(String path, String body) throws Exception {
        return api.send(api.request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void datasets_tell_of_their_newest_version() throws Exception {
        var list = get(ALL);
        assertThat(list.path("total_entries").asInt()).isEqualTo(3);
        var flights = get(ALL + "?q=FLI").path("datasets").path(0);
        assertThat(flights.path("name").asString()).isEqualTo("flights");
        assertThat(flights.path("newest").path("number").asInt()).isEqualTo(2);
        assertThat(flights.path("newest").path("rows").asInt()).isEqualTo(7);
        assertThat(flights.path("newest").path("passed").asInt()).isEqualTo(1);
        assertThat(flights.path("versions").asInt()).isEqualTo(2);
        assertThat(flights.path("quarantined").asInt()).isEqualTo(1);
        assertThat(flights.path("tags").path(0).path("tag").asString()).isEqualTo("good");
        assertThat(get(ALL + "/delays").path("kind").asString()).isEqualTo("model");
        assertThat(get(ALL + "/delays").path("newest").isNull()).isTrue();
        assertThat(api.get(ALL + "/none").status()).isEqualTo(404);
    }

    @Test
    void a_version_has_its_manifest_its_checks_and_its_neighbours() throws Exception {
        assertThat(get(ALL + "/flights/versions").path("total_entries").asInt()).isEqualTo(3);
        assertThat(get(ALL + "/flights/versions?state=published")
                        .path("total_entries")
                        .asInt())
                .isEqualTo(2);
        var version = get(ALL + "/flights/versions/2");
        assertThat(version.path("files").path(0).path("name").asString()).isEqualTo("b.parquet");
        assertThat(version.path("checks").path(0).path("name").asString()).isEqualTo("gx");
        assertThat(version.path("inputs").path(0).path("dataset").asString()).isEqualTo("raw");
        assertThat(version.path("version").path("parent").asInt()).isEqualTo(1);
        var readers = get(ALL + "/raw/versions/2").path("readers");
        assertThat(readers.path(0).path("dag_id").asString()).isEqualTo("pipeline");
        assertThat(api.get(ALL + "/flights/versions/9").status()).isEqualTo(404);
    }

    @Test
    void what_appends_has_the_files_of_those_before() throws Exception {
        var version = get(ALL + "/raw/versions/2");
        assertThat(version.path("files").size()).isEqualTo(2);
        assertThat(version.path("version").path("rows").asInt()).isEqualTo(3);
        assertThat(get(ALL + "/raw/versions/1").path("files").size()).isEqualTo(1);
    }

    @Test
    void two_versions_can_be_compared() throws Exception {
        var diff = get(ALL + "/flights/diff?from=1&to=2");
        assertThat(diff.path("columns").path("delay").path("after").path("type").asString())
                .isEqualTo("DOUBLE");
        assertThat(diff.path("columns").path("code").path("before").isNull()).isTrue();
        assertThat(diff.path("files").propertyNames()).containsExactly("a.parquet", "b.parquet");
        assertThat(diff.path("meta").path("offset").path("after").asInt()).isEqualTo(7);
        assertThat(api.get(ALL + "/flights/diff?from=1").status()).isEqualTo(422);
    }

    @Test
    void tags_and_holds_are_moved_by_people() throws Exception {
        assertThat(put(ALL + "/flights/tags/champion", "{\"number\": 2}")
                        .json()
                        .path("tags")
                        .size())
                .isEqualTo(2);
        assertThat(put(ALL + "/flights/tags/champion", "{\"number\": 9}").status())
                .isEqualTo(404);
        assertThat(api.send("DELETE", ALL + "/flights/tags/champion").status()).isEqualTo(204);
        assertThat(api.send("DELETE", ALL + "/flights/tags/champion").status()).isEqualTo(404);
        assertThat(put(ALL + "/flights/versions/1/hold", "{}")
                        .json()
                        .path("held")
                        .asBoolean())
                .isTrue();
        assertThat(api.send("DELETE", ALL + "/flights/versions/1/hold").status())
                .isEqualTo(204);
        assertThat(audited())
                .containsExactlyInAnyOrder("dataset.tag", "dataset.untag", "dataset.hold", "dataset.release");
    }

    private List<String> audited() {
        return database.sql("SELECT action FROM audit_event WHERE action LIKE 'dataset.%'")
                .query((row, number) -> row.getString("action"))
                .list();
    }

    @Test
    void what_is_in_quarantine_is_published_with_a_reason() throws Exception {
        assertThat(get(QUARANTINE).path("versions").path(0).path("id").asInt()).isEqualTo(3);
        assertThat(get(QUARANTINE + "/3").path("checks").path(0).path("sample").size())
                .isEqualTo(2);
        assertThat(api.post(QUARANTINE + "/3/publish", "{}").status()).isEqualTo(422);

        var published = api.post(QUARANTINE + "/3/publish", "{\"reason\": \"the sensor was off\"}");
        assertThat(published.status()).as(published.body()).isEqualTo(200);
        assertThat(published.json().path("number").asInt()).isEqualTo(3);
        assertThat(published.json().path("published_by").asString()).isEqualTo("admin");
        assertThat(published.json().path("tags").path(0).asString()).isEqualTo("wanted");
        assertThat(database.sql("SELECT extra ->> 'version' FROM asset_event WHERE asset_id = 101")
                        .query(String.class)
                        .list())
                .containsExactly("3");
        assertThat(audited()).containsExactly("dataset.publish_anyway");
        assertThat(api.post(QUARANTINE + "/3/publish", "{\"reason\": \"again\"}")
                        .status())
                .isEqualTo(409);
        assertThat(get(QUARANTINE).path("total_entries").asInt()).isZero();
    }

    @Test
    void a_run_is_repeated_and_compared() throws Exception {
        assertThat(api.get(RUN + "/repeat/comparison").status()).isEqualTo(404);
        database.sql("""
            INSERT INTO run_repeat SELECT r.run_key, r.run_key FROM dag_run r WHERE r.dag_id = 'pipeline' AND r.run_id = 'run-1'""").update();
        var comparison = get(RUN + "/repeat/comparison");
        assertThat(comparison.path("same").asBoolean()).isTrue();
        assertThat(comparison.path("outputs").size()).isEqualTo(2);
        api.post(RUN + "/repeat", "");
        assertThat(engine.asked()).contains(new Command.Repeat("pipeline", "run-1", "admin"));
    }
}
