package io.orchestrator.core.lineage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.orchestrator.core.jdbc.TestDatabase;
import io.orchestrator.core.lineage.FileTarget;
import io.orchestrator.core.lineage.LineageRows.Claimed;
import io.orchestrator.core.lineage.LineageTarget;
import io.orchestrator.core.lineage.LineageTeller;
import io.orchestrator.core.lineage.OpenLineageEvent;
import io.orchestrator.core.lineage.TaskRun;
import io.orchestrator.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcLineageTest {

    private static final Duration LEASE = Duration.ofMinutes(1);

    private static TestDatabase database;
    private static HikariDataSource dataSource;

    @TempDir
    Path folder;

    private static JdbcLineage lineage;
    private int number;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        dataSource = database.engineDataSource();
        lineage = new JdbcLineage(dataSource, new Random(1));
    }

    @AfterAll
    static void close() {
        dataSource.close();
    }

    @BeforeEach
    void aRun() {
        database.execute("""
                TRUNCATE dag, dag_version, dag_run, task_attempt, bundle_build, dataset, dataset_version, dataset_check,
                    dataset_read, lineage_told CASCADE;
                INSERT INTO bundle_build (build, bundle, manifest) VALUES (repeat('b', 64), 'flights', '{}');
                INSERT INTO dag (dag_id, bundle, source, paused, version, build, schedule)
                VALUES ('flights', 'flights', 'x.Flights', false, 1, repeat('b', 64), 'by hand');
                INSERT INTO dag_version (dag_id, version, graph_hash, graph) VALUES ('flights', 1, 'h', '{}');
                INSERT INTO dag_run (run_key, dag_id, run_id, run_type, state, run_after, version, build, triggered_by, settled,
                    queued_at, started_at)
                VALUES (7, 'flights', 'manual-1', 'manual', 'running', now(), 1, repeat('b', 64), 'ada', false, now(), now());
                INSERT INTO dataset (name, append_only, dag_id, task_id) VALUES ('raw', true, 'flights', 'ingest'),
                    ('rates', false, 'flights', 'transform')""");
    }

    /** An attempt with an id of now, or of days ago. */
    private UUID attempt(String task, String state, int daysAgo) {
        String id = database.query("""
                        SELECT (lpad(to_hex((extract(epoch FROM now() - interval '%d days') * 1000)::bigint), 12, '0')
                            || '7000' || lpad('%d', 16, '0'))::uuid""".formatted(daysAgo, ++number)).getFirst();
        database.execute("""
                INSERT INTO task_attempt (run_key, attempt_id, task_id, map_index, try_number, state, session_id, build,
                    queued_at, started_at, ended_at, failure)
                VALUES (7, '%1$s', '%2$s', -1, 1, '%3$s', gen_random_uuid(), 'b', now(), now(),
                    CASE WHEN '%3$s' = 'running' THEN NULL ELSE now() END,
                    CASE WHEN '%3$s' = 'failed' THEN '{"message": "a check did not pass"}'::jsonb END)""".formatted(id, task, state));
        return UUID.fromString(id);
    }

    private void version(String dataset, String number, UUID attempt, String state) {
        database.execute("""
                WITH v AS (
                    INSERT INTO dataset_version (dataset, number, base, state, attempt_id, run_key, dag_id, run_id, task_id,
                        map_index, build, files, rows, bytes, columns, meta, tags, content_hash, created_at, published_at)
                    VALUES ('%1$s', %2$s, %2$s, '%4$s', '%3$s', 7, 'flights', 'manual-1', 'transform', -1, 'b',
                        '[{"name": "a.parquet", "sha256": "x", "bytes": 10}]', 5, 10, '[{"name": "delay", "type": "BIGINT"}]',
                        '{"sql": "SELECT 1"}', '[]', 'h', now(), CASE WHEN '%4$s' = 'published' THEN now() END)
                    RETURNING version_id)
                INSERT INTO dataset_check (version_id, name, passed, summary, details, sample)
                SELECT version_id, 'rows', '%4$s' = 'published', '', '{}', '[]' FROM v""".formatted(dataset, number, attempt, state));
    }

    private void read(UUID attempt) {
        database.execute("""
                INSERT INTO dataset_read (attempt_id, dataset, what, number, run_key, task_id, map_index)
                VALUES ('%s', 'raw', '', 1, 7, 'transform', -1)""".formatted(attempt));
    }

    private UUID transform() {
        version("raw", "1", attempt("ingest", "success", 0), "published");
        UUID attempt = attempt("transform", "success", 0);
        read(attempt);
        version("rates", "1", attempt, "published");
        return attempt;
    }

    @Test
    void whatAnAttemptHasReadAndWrittenIsTakenOnceInTheOrderOfAttempts() {
        transform();

        List<Claimed> claimed = lineage.claim(10, LEASE);

        assertThat(claimed).extracting(Claimed::news).extracting("taskId").containsExactly("ingest", "transform");
        var run = (TaskRun) claimed.getLast().news();
        assertThat(run.reads())
                .extracting(read -> read.dataset() + read.number())
                .containsExactly("raw1");
        assertThat(run.writes()).hasSize(1).allSatisfy(written -> {
            assertThat(written.files()).isEqualTo(1);
            assertThat(written.checks()).hasSize(1);
        });
        assertThat(lineage.claim(10, LEASE)).isEmpty();
    }

    @Test
    void whatRunsOrIsOldOrTouchesNoDatasetIsNotTaken() {
        attempt("other", "success", 0);
        version("raw", "1", attempt("ingest", "success", 8), "published");
        read(attempt("transform", "running", 0));

        assertThat(lineage.claim(10, LEASE)).isEmpty();
    }

    @Test
    void whatWasToldIsNotTakenAgainAndWhatFailedIsLater() {
        UUID transform = transform();
        List<Claimed> first = lineage.claim(10, Duration.ZERO);
        first.forEach(one -> {
            if (one.key().attemptId().equals(transform)) {
                lineage.failed(one.key(), "no answer", Duration.ofMillis(-1));
            } else {
                lineage.told(one.key());
            }
        });

        assertThat(lineage.claim(10, LEASE))
                .extracting(one -> one.key().attemptId() + " " + one.tries())
                .containsExactly(transform + " 2");
    }

    @Test
    void aTellerWritesAStartAndAnEndForEachAndTriesAgainWhenNobodyListens() throws Exception {
        transform();
        version("rates", "NULL", attempt("transform", "failed", 0), "quarantined");
        LineageTarget gone = events -> {
            throw new IOException("nobody listens");
        };

        assertThat(teller(gone).pass()).isZero();
        database.execute("UPDATE lineage_told SET next_try_at = now()");
        assertThat(teller(new FileTarget(folder.resolve("events.jsonl"))).pass())
                .isEqualTo(3);
        assertThat(teller(gone).pass()).isZero();

        var events = Files.readAllLines(folder.resolve("events.jsonl")).stream()
                .map(Json.MAPPER::readTree)
                .toList();
        assertThat(events)
                .extracting(event -> event.get("eventType").stringValue())
                .containsExactlyInAnyOrder("START", "COMPLETE", "START", "COMPLETE", "START", "FAIL");
        assertThat(database.query("SELECT DISTINCT tries || ' ' || (last_error IS NULL) FROM lineage_told"))
                .containsExactly("2 true");
    }

    @Test
    void aVersionThatSomebodyHasPublishedIsToldOnceHoweverOldItsAttemptIs() throws Exception {
        Path told = folder.resolve("published.jsonl");
        version("rates", "NULL", attempt("transform", "failed", 8), "quarantined");
        LineageTeller teller = teller(new FileTarget(told));
        assertThat(teller.pass()).isZero();
        database.execute("""
                UPDATE dataset_version SET state = 'published', number = 4, base = 4, published_at = now(), published_by = 'ada',
                    reason = 'known gap'""");

        assertThat(teller.pass()).isEqualTo(1);
        teller.forget();
        assertThat(teller.pass()).isZero();

        var event = Json.MAPPER.readTree(Files.readString(told));
        assertThat(event.at("/dataset/facets/version/datasetVersion").stringValue())
                .isEqualTo("4");
        assertThat(event.at("/dataset/facets/orchestrator_publishedAnyway/reason")
                        .stringValue())
                .isEqualTo("known gap");
        assertThat(event.at("/dataset/facets/dataQualityAssertions/assertions/0/success")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void aPublicationThatCouldNotBeToldIsTriedAgain() throws Exception {
        version("raw", "1", attempt("ingest", "failed", 8), "published");
        database.execute("UPDATE dataset_version SET published_by = 'ada'");
        LineageTarget gone = events -> {
            throw new IOException("nobody listens");
        };

        assertThat(teller(gone).pass()).isZero();
        assertThat(teller(events -> {}).pass()).isZero();
        database.execute("UPDATE lineage_told SET next_try_at = now()");
        assertThat(teller(events -> {}).pass()).isEqualTo(1);

        database.execute("UPDATE dataset_version SET published_at = now() - interval '8 days'");
        lineage.forget();
        assertThat(database.query("SELECT tries FROM lineage_told")).isEmpty();
    }

    private LineageTeller teller(LineageTarget target) {
        return new LineageTeller(lineage, new OpenLineageEvent("prod", "https://example.org"), target, new Random(1));
    }
}
