package io.orchestrator.core.dataset.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.orchestrator.core.dataset.ContractUse;
import io.orchestrator.core.given.GivenFor;
import io.orchestrator.core.jdbc.TestDatabase;
import io.orchestrator.protocol.graph.GivenSpec;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who counts on a dataset, by the versions of DAGs that are in force. */
class JdbcContractsTest {

    private static TestDatabase database;
    private static HikariDataSource dataSource;

    @BeforeAll
    static void fill() {
        database = TestDatabase.fresh();
        dataSource = database.engineDataSource();
        database.execute("""
                INSERT INTO bundle_build (build, bundle, manifest) VALUES (repeat('b', 64), 'shop', '{}');
                INSERT INTO dag (dag_id, bundle, source, paused, version, build, schedule, active)
                SELECT id, 'shop', 'C', false, 2, repeat('b', 64), 'none', id <> 'gone'
                FROM unnest('{makes,trains,draws,gone}'::text[]) AS id;
                INSERT INTO dag_version (dag_id, version, graph_hash, graph)
                SELECT d.dag_id, v, d.dag_id || v, jsonb_build_object('contracts', jsonb_build_array(jsonb_build_object(
                    'dataset', 'features', 'columns', jsonb_build_array(jsonb_build_object(
                        'name', 'delay', 'type', CASE WHEN v = 2 THEN 'INTEGER' ELSE 'BIGINT' END, 'nullable', false)))))
                FROM dag d, generate_series(1, 2) AS v WHERE d.dag_id <> 'draws';
                INSERT INTO dag_version (dag_id, version, graph_hash, graph) VALUES ('draws', 2, 'd', '{}');
                INSERT INTO asset_use (dag_id, task_id, role, kind, name, uri)
                VALUES ('makes', 'make', 'outlet', 'asset', 'features', 'dataset:features'),
                       ('trains', 'train', 'inlet', 'asset', 'features', 'dataset:features'),
                       ('draws', 'draw', 'inlet', 'asset', 'features', 'dataset:features'),
                       ('gone', 'x', 'inlet', 'asset', 'features', 'dataset:features'),
                       ('draws', 'draw', 'inlet', 'asset', 'features', 's3://elsewhere')""");
    }

    @AfterAll
    static void close() {
        dataSource.close();
    }

    @Test
    void whoWritesAndWhoReadsIsFoundWithWhatIsSaidInTheNewestVersion() {
        var uses = new JdbcContracts(dataSource, new Random(1)).uses("features");
        assertThat(uses).extracting(ContractUse::name).containsExactly("draws.draw", "trains.train", "makes.make");
        assertThat(uses).extracting(ContractUse::writes).containsExactly(false, false, true);
        assertThat(uses.getFirst().contract()).isNull();
        assertThat(Objects.requireNonNull(uses.getLast().contract())
                        .columns()
                        .getFirst()
                        .type())
                .isEqualTo("INTEGER");
    }

    @Test
    void whoSaysNothingCountsOnWhatWasPromisedWhenItWasDeployed() {
        database.execute("""
                UPDATE dag SET bundle = 'charts' WHERE dag_id = 'draws';
                INSERT INTO bundle (bundle, build) VALUES ('shop', repeat('b', 64)), ('charts', repeat('b', 64))""");

        assertThat(drawsCountsOn("2026-01-01", "2026-01-03", "2026-01-02")).isEqualTo("BIGINT");
        assertThat(drawsCountsOn("2026-01-01", "2026-01-03", "2026-01-04")).isEqualTo("INTEGER");
        // The newer version was in force and is not any more.
        database.execute("UPDATE dag SET version = 1 WHERE dag_id = 'makes'");
        assertThat(drawsCountsOn("2026-01-01", "2026-01-03", "2026-01-05")).isEqualTo("BIGINT");
        database.execute("UPDATE dag SET version = 2 WHERE dag_id = 'makes'; DELETE FROM bundle");
    }

    private static String drawsCountsOn(String first, String second, String drawsDeployed) {
        database.execute("""
                UPDATE dag_version SET created_at = CASE version WHEN 1 THEN '%1$s'::date ELSE '%2$s'::date END WHERE dag_id = 'makes';
                UPDATE bundle SET deployed_at = CASE bundle WHEN 'shop' THEN '2026-01-04'::date ELSE '%3$s'::date END
                """.formatted(first, second, drawsDeployed));
        return Objects.requireNonNull(new JdbcContracts(dataSource, new Random(1))
                        .uses("features")
                        .getFirst()
                        .contract())
                .columns()
                .getFirst()
                .type();
    }

    @Test
    void whoWritesIsToldWhoReads() {
        JsonNode given = new JdbcGivenDatasets(dataSource, new Random(1))
                .of(
                        new GivenSpec(GivenSpec.Kind.DATASET_WRITE, "features"),
                        new GivenFor(1, new UUID(0, 1), "make", -1));
        assertThat(given.path("readers").valueStream().map(JsonNode::asString))
                .containsExactly("draws.draw", "trains.train");
    }
}
