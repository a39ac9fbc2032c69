package io.orchestrator.web.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.evidence.SignedFile;
import io.orchestrator.web.Fixture;
import io.orchestrator.web.ServerTest;
import io.orchestrator.web.api.ApiClient;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ServerTest
class EvidenceApiTest {

    private static final String MODEL = "/api/orchestrator/v1/datasets/late/versions/";
    private static final String NASTY = "</script><b>bold</b>";

    @Autowired
    JdbcClient database;

    @Autowired
    ApiClient api;

    @BeforeEach
    void aModelOfFeaturesOfRawData() throws Exception {
        database.sql("TRUNCATE dataset, dataset_version, dataset_check, dataset_tag, dataset_read CASCADE")
                .update();
        database.sql("INSERT INTO dataset (name, append_only, dag_id, task_id)"
                        + " VALUES ('raw', true, 'pipeline', 'ingest'), ('features', false, 'pipeline', 'ingest'),"
                        + " ('late', false, 'pipeline', 'train'), ('unrelated', false, 'pipeline', 'train')")
                .update();
        version("raw", 1, 1, "{}");
        version("raw", 2, 1, "{}");
        version("features", 1, 1, "{\"drift\": {\"delay\": 0.03}}");
        version("late", 1, 1, "{\"metrics\": {\"auc\": 0.67}, \"note\": \"" + NASTY + "\"}");
        version("unrelated", 1, 1, "{}");
        read("features", "raw", 2);
        read("late", "features", 1);
        database.sql(
                        "INSERT INTO dataset_check SELECT version_id, 'suite', true, 'fine', '{}', '[]' FROM dataset_version"
                                + " WHERE dataset = 'features'")
                .update();
        database.sql(
                        "INSERT INTO dataset_tag (dataset, tag, number, moved_by, moved_at) VALUES ('late', 'champion', 1, 'ada', now())")
                .update();
        database.sql("INSERT INTO audit_event (id, actor, action, detail) VALUES"
                        + " (gen_random_uuid(), 'ada', 'dataset.tag', '{\"dataset\": \"late\", \"tag\": \"champion\"}'),"
                        + " (gen_random_uuid(), 'bob', 'dataset.tag', '{\"dataset\": \"unrelated\", \"tag\": \"x\"}')")
                .update();
    }

    @AfterEach
    void tidy() {
        database.sql("TRUNCATE dataset, dataset_version, dataset_check, dataset_tag, dataset_read CASCADE")
                .update();
    }

    /** Attempts are named by their dataset and number. */
    private static String attempt(String dataset, long number) {
        return "md5('%s%d')::uuid".formatted(dataset, number);
    }

    private void version(String dataset, long number, long base, String meta) {
        database.sql("""
                INSERT INTO dataset_version (dataset, number, base, state, attempt_id, run_key, dag_id, run_id, task_id, map_index,
                    build, files, rows, bytes, columns, meta, tags, content_hash, created_at, published_at)
                SELECT :dataset, :number, :base, 'published', %s, run_key, dag_id, run_id, 'train', -1, build,
                    '[{"name": "a.parquet", "sha256": "abc", "bytes": 10}]', 5, 10, '[]', :meta::jsonb, '[]', 'hash', now(), now()
                FROM dag_run WHERE dag_id = 'pipeline' AND run_id = 'run-1'\
                """.formatted(attempt(dataset, number)))
                .param("dataset", dataset)
                .param("number", number)
                .param("base", base)
                .param("meta", meta)
                .update();
    }

    private void read(String reader, String dataset, long number) {
        database.sql("""
                INSERT INTO dataset_read (attempt_id, dataset, what, number, run_key, task_id, map_index)
                SELECT %s, :dataset, '', :number, run_key, 'train', -1 FROM dag_run
                WHERE dag_id = 'pipeline' AND run_id = 'run-1'\
                """.formatted(attempt(reader, 1)))
                .param("dataset", dataset)
                .param("number", number)
                .update();
    }

    private static JsonNode facts(String page) {
        var begin = page.indexOf("id=\"evidence\">") + "id=\"evidence\">".length();
        return Json.MAPPER.readTree(page.substring(begin, page.indexOf("</script>", begin)));
    }

    @Test
    void a_file_has_all_that_a_model_came_of_and_nothing_else() throws Exception {
        var answer = api.get(MODEL + "1/evidence");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        var facts = facts(answer.body());
        assertThat(facts.get("versions"))
                .extracting(version -> version.get("dataset").stringValue() + version.get("number"))
                .containsExactly("features1", "late1", "raw1", "raw2");
        assertThat(facts.at("/versions/1/meta/metrics/auc").doubleValue()).isEqualTo(0.67);
        assertThat(facts.at("/versions/0/files/0/sha256").stringValue()).isEqualTo("abc");
        assertThat(facts.get("reads")).hasSize(2);
        assertThat(facts.at("/checks/0/name").stringValue()).isEqualTo("suite");
        assertThat(facts.at("/runs/0/run_id").stringValue()).isEqualTo("run-1");
        assertThat(facts.at("/builds/0/build").stringValue()).isEqualTo(Fixture.BUILD);
        assertThat(facts.at("/tags/0/moved_by").stringValue()).isEqualTo("ada");
        assertThat(facts.get("audit"))
                .extracting(event -> event.get("actor").stringValue())
                .contains("ada")
                .doesNotContain("bob");
    }

    @Test
    void it_is_signed_with_the_key_of_the_installation() throws Exception {
        var file = api.get(MODEL + "1/evidence").body();
        var key = api.get("/api/orchestrator/v1/evidence/key").json();

        var verdict = SignedFile.verify(file.getBytes(StandardCharsets.UTF_8));

        assertThat(verdict.sound()).isTrue();
        assertThat(verdict.fingerprint()).isEqualTo(key.get("fingerprint").stringValue());
        assertThat(SignedFile.verify(file.replace("0.67", "0.76").getBytes(StandardCharsets.UTF_8))
                        .sound())
                .isFalse();
    }

    @Test
    void what_authors_say_cannot_break_out_of_the_page() throws Exception {
        var page = api.get(MODEL + "1/evidence").body();

        assertThat(page).doesNotContain(NASTY).contains("&lt;b&gt;bold");
        assertThat(facts(page).at("/versions/1/meta/note").stringValue()).isEqualTo(NASTY);
    }

    @Test
    void exporting_is_in_the_audit_log_and_what_is_not_there_is_not_found() throws Exception {
        api.get(MODEL + "1/evidence");

        assertThat(database.sql("SELECT detail ->> 'dataset' FROM audit_event WHERE action = 'evidence.export'")
                        .query(String.class)
                        .list())
                .containsExactly("late");
        assertThat(api.get(MODEL + "9/evidence").status()).isEqualTo(404);
        assertThat(api.get(MODEL + "9/evidence").detail()).contains("no published version 9");
    }

    @Test
    void the_key_stays_when_secrets_are_sealed_anew() throws Exception {
        var before = api.get("/api/orchestrator/v1/evidence/key").body();

        assertThat(api.post("/api/orchestrator/v1/secrets/reseal", "{}").status())
                .isEqualTo(200);

        assertThat(api.get("/api/orchestrator/v1/evidence/key").body()).isEqualTo(before);
    }
}
