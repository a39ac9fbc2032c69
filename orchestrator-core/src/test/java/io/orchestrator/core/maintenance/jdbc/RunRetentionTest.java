package io.orchestrator.core.maintenance.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.orchestrator.core.jdbc.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunRetentionTest {

    /** In the window from 6 February to 8 March 2026. */
    private static final Instant OLD = Instant.parse("2026-03-01T10:00:00Z");

    private static final String BUILD = "b".repeat(64);
    private static final Instant LATER = Instant.parse("2026-04-20T10:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-06-01");

    private TestDatabase database;
    private HikariDataSource dataSource;
    private RunRetention retention;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        dataSource = database.engineDataSource();
        retention = new RunRetention(dataSource, new Random(1));
        database.execute(
                "INSERT INTO bundle_build (build, bundle, manifest) VALUES ('%s', 'x', '{}')".formatted(BUILD));
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    private void makePartitions() {
        new RunPartitions(dataSource, new Random(1)).pass(OLD);
    }

    private long run(String dag, Instant created, boolean settled) {
        database.execute("""
                INSERT INTO dag (dag_id, bundle, source, paused, version, build, schedule)
                VALUES ('%s', 'x', 'Source', false, 1, '%s', 'by hand') ON CONFLICT DO NOTHING""".formatted(dag, BUILD));
        database.execute(
                "INSERT INTO dag_version (dag_id, version, graph_hash, graph) VALUES ('%s', 1, 'h', '{}') ON CONFLICT DO NOTHING"
                        .formatted(dag));
        long key = (created.toEpochMilli() << 20) + 77;
        database.execute("""
                INSERT INTO dag_run (run_key, dag_id, run_id, run_type, state, run_after, version, build, triggered_by, settled,
                                     queued_at, started_at, ended_at)
                VALUES (%d, '%s', 'r%d', 'manual', '%s', now(), 1, '%s', 'ada', %s, now(), now(), %s)""".formatted(
                        key, dag, key, settled ? "success" : "running", BUILD, settled, settled ? "now()" : "NULL"));
        database.execute("INSERT INTO task_output VALUES (%d, gen_random_uuid(), '1')".formatted(key));
        return key;
    }

    private List<String> left() {
        return database.query("SELECT run_key FROM dag_run ORDER BY run_key");
    }

    @Test
    void aWindowGoesAsAWholeWithAllThatLiesBelowIt() {
        makePartitions();
        run("a", OLD, true);
        run("a", OLD.plusSeconds(1), true);
        long newest = run("a", LATER, true);

        var windows = retention.windows(TODAY);
        assertThat(windows)
                .extracting(RunRetention.Window::from)
                .containsExactly(LocalDate.parse("2026-02-06"), LocalDate.parse("2026-04-07"));
        assertThat(windows.getFirst().isDue()).isTrue();
        assertThat(windows.getLast().isDue()).isFalse();
        assertThat(retention.drop(windows.getFirst(), "ada")).isEqualTo(2);

        assertThat(left()).containsExactly(String.valueOf(newest));
        assertThat(database.query("SELECT run_key FROM task_output")).containsExactly(String.valueOf(newest));
        assertThat(database.query("SELECT to_regclass('task_output_20260206')")).containsExactly((String) null);
        assertThat(database.query("SELECT actor || ' ' || action || ' ' || (detail ->> 'runs') FROM audit_event"))
                .containsExactly("ada retention.drop 2");
    }

    @Test
    void whatSomebodyHoldsAndTheNewestRunOfADagStay() {
        makePartitions();
        long held = run("a", OLD, true);
        run("a", OLD.plusSeconds(1), true);
        long newest = run("a", OLD.plusSeconds(2), true);
        database.execute("INSERT INTO run_hold (run_key, held_by) VALUES (%d, 'ada')".formatted(held));

        assertThat(retention.drop(retention.windows(TODAY).getFirst(), "ada")).isEqualTo(1);

        assertThat(left()).containsExactly(String.valueOf(held), String.valueOf(newest));
        assertThat(database.query("SELECT tableoid::regclass FROM task_output"))
                .containsExactly("task_output_default", "task_output_default");
        // Once it is let go, the next pass takes it from there.
        database.execute("DELETE FROM run_hold");
        assertThat(retention.drop(retention.windows(TODAY).getFirst(), "ada")).isEqualTo(1);
        assertThat(database.query("SELECT run_key FROM task_output")).containsExactly(String.valueOf(newest));
    }

    @Test
    void aWindowWithARunThatHasNotEndedStays() {
        run("a", OLD, true);
        run("a", OLD.plusSeconds(1), false);
        run("a", LATER, true);

        var window = retention.windows(TODAY).getFirst();

        assertThat(window.open()).isTrue();
        assertThat(retention.drop(window, "ada")).isZero();
        assertThat(left()).hasSize(3);
    }

    @Test
    void aWindowThatHasNotEndedByTheDateIsNotTouched() {
        run("a", OLD, true);
        run("a", LATER, true);

        assertThat(retention.windows(LocalDate.parse("2026-03-07"))).isEmpty();
        assertThat(retention.windows(LocalDate.parse("2026-03-08"))).hasSize(1);
    }

    @Test
    void eventsOfAssetsGoWithTheRunsThatHaveTakenThem() {
        makePartitions();
        long old = run("a", OLD, true);
        long held = run("a", OLD.plusSeconds(1), true);
        run("a", LATER, true);
        database.execute("INSERT INTO run_hold (run_key, held_by) VALUES (%d, 'ada')".formatted(held));
        database.execute("INSERT INTO asset (name, uri, group_name) VALUES ('orders', 'orders', 'asset')");
        for (Instant at : List.of(OLD, OLD, OLD, OLD, LATER)) {
            database.execute("""
                    INSERT INTO asset_event (asset_id, at, extra, map_index, aliases)
                    VALUES (1, '%s', '{}', -1, '{}')""".formatted(at));
        }
        database.execute("INSERT INTO asset_event_taken VALUES (%d, 1, false), (%d, 2, false)".formatted(old, held));
        database.execute("INSERT INTO asset_queue VALUES ('a', 3, 1)");

        assertThat(retention.dropAssetEvents(TODAY))
                .as("the fourth: nobody needs it")
                .isEqualTo(1);
        assertThat(retention.drop(retention.windows(TODAY).getFirst(), "ada")).isEqualTo(1);
        assertThat(retention.dropAssetEvents(LocalDate.parse("2026-03-01"))).isZero();
        assertThat(retention.dropAssetEvents(TODAY))
                .as("the first: its run is gone")
                .isEqualTo(1);

        assertThat(database.query("SELECT event_id FROM asset_event ORDER BY 1"))
                .containsExactly("2", "3", "5");
    }
}
