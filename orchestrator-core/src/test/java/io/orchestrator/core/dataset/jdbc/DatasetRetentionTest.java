package io.orchestrator.core.dataset.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.orchestrator.core.jdbc.TestDatabase;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatasetRetentionTest {

    private static TestDatabase database;
    private static HikariDataSource dataSource;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        dataSource = database.engineDataSource();
    }

    @AfterAll
    static void close() {
        dataSource.close();
    }

    /** The newest of five is half a day old, and each before it a day older; one more is in quarantine. */
    @BeforeEach
    void fill() {
        database.execute("TRUNCATE dataset, dataset_version, dataset_check, dataset_tag, run_dataset");
        database.execute("""
                INSERT INTO dataset (name, append_only, dag_id, task_id) VALUES ('a', false, 'd', 't'), ('raw', true, 'd', 't');
                INSERT INTO dataset_version (dataset, number, base, state, attempt_id, run_key, dag_id, run_id, task_id,
                    map_index, build, files, rows, bytes, columns, meta, tags, content_hash, held, created_at, published_at)
                SELECT d.name, n, CASE WHEN d.append_only THEN 1 ELSE n END, 'published', gen_random_uuid(), 1, 'd', 'r', 't',
                    -1, 'b', '[]', 0, 0, '[]', '{}', '[]', 'h', d.name = 'a' AND n = 2, now(), now() - make_interval(hours => 24 * (6 - n) - 12)
                FROM dataset d, generate_series(1, 5) AS n;
                INSERT INTO dataset_version (dataset, state, attempt_id, run_key, dag_id, run_id, task_id,
                    map_index, build, files, rows, bytes, columns, meta, tags, content_hash, created_at)
                VALUES ('a', 'quarantined', gen_random_uuid(), 1, 'd', 'r', 't', -1, 'b', '[]', 0, 0, '[]', '{}', '[]', 'h',
                    now() - interval '3 days');
                INSERT INTO dataset_tag VALUES ('a', 'champion', 1, NULL, 'ada', now())""");
    }

    private static int pass(int versions, int days) {
        return new DatasetRetention(dataSource, new Random(1)).pass(versions, days);
    }

    private static List<String> left(String dataset) {
        return database.query(
                "SELECT number::text FROM dataset_version WHERE dataset = '%s' AND number IS NOT NULL ORDER BY number"
                        .formatted(dataset));
    }

    @Test
    void theNewestThoseWithTagsAndThoseThatAreHeldStay() {
        assertThat(pass(2, 0)).isEqualTo(1);
        assertThat(left("a")).containsExactly("1", "2", "4", "5");
    }

    @Test
    void whatIsYoungEnoughStaysAndWhatIsInQuarantineGoesByItsAge() {
        assertThat(pass(0, 2)).isEqualTo(2);
        assertThat(left("a")).containsExactly("1", "2", "4", "5");
        assertThat(database.query("SELECT version_id::text FROM dataset_version WHERE state = 'quarantined'"))
                .isEmpty();
    }

    @Test
    void theNewestStaysHoweverOldItIs() {
        database.execute("DELETE FROM dataset_tag; UPDATE dataset_version SET held = false,"
                + " published_at = published_at - interval '1 year' WHERE published_at IS NOT NULL");
        pass(0, 1);
        assertThat(left("a")).containsExactly("5");
    }

    @Test
    void whatAnAppendOnlyDatasetConsistsOfStays() {
        pass(1, 0);
        assertThat(left("raw")).containsExactly("1", "2", "3", "4", "5");
    }
}
