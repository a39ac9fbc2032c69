package io.orchestrator.sdk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.orchestrator.postgres.SharedPostgres;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.NoRetryException;
import io.orchestrator.sdk.StagedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries of a real PostgreSQL. */
class JdbcIngestTest {

    private static final Dataset RAW = Dataset.of("raw").appendOnly();

    @TempDir
    Path folder;

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        var database = SharedPostgres.freshDatabase();
        connection = DriverManager.getConnection(database.url(), database.user(), database.password());
        execute("create table orders (id bigint primary key, name text, price numeric(10, 2), paid boolean,"
                + " share double precision, day date, at timestamp, changed timestamptz, scan bytea)");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private StagedFiles staging(Dataset dataset, @Nullable DatasetVersion parent) throws IOException {
        return new StagedFiles(dataset, Files.createTempDirectory(folder, "staging-"), parent);
    }

    private void order(int id) throws SQLException {
        execute("insert into orders values (" + id + ", 'a \"b\", ü', 1.50, true, 'NaN', '2026-01-02',"
                + " '2026-01-02 03:04:05', timestamptz '2026-01-01 00:00Z' + interval '" + id + " s', '\\x00ff')");
    }

    @Test
    void eachRowIsReadOnceByItsNumber() throws Exception {
        order(1);
        order(2);
        JdbcIngest orders = Ingest.jdbc(connection, "select id, name from orders where id > ? order by id")
                .watermark("id", 0);
        StagedFiles first = staging(RAW, null);

        assertThat(orders.into(first)).isEqualTo(2);
        assertThat(first.file("000001-rows.jsonl"))
                .hasContent("{\"id\":1,\"name\":\"a \\\"b\\\", ü\"}\n{\"id\":2,\"name\":\"a \\\"b\\\", ü\"}\n");
        assertThat(first.rows()).isEqualTo(2);
        assertThat(first.columns())
                .extracting(DatasetVersion.Column::name, DatasetVersion.Column::type, DatasetVersion.Column::nullable)
                .containsExactly(tuple("id", "int8", false), tuple("name", "text", true));
        assertThat(first.meta).containsEntry("jdbc", Map.of("type", "Long", "value", "2"));

        StagedFiles nothing = staging(RAW, first.published());
        assertThat(orders.into(nothing)).isZero();
        assertThat(nothing.discarded).isTrue();
        assertThat(nothing.files()).isEmpty();

        order(3);
        StagedFiles second = staging(RAW, first.published());
        assertThat(orders.into(second)).isEqualTo(1);
        assertThat(second.files()).containsExactly("000002-rows.jsonl");
        assertThat(connection.getAutoCommit()).isTrue();
    }

    @Test
    void timestampsWithAZoneAreAWatermarkToo() throws Exception {
        order(1);
        JdbcIngest orders = Ingest.jdbc(connection, "select * from orders where changed > ?")
                .watermark("changed", OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));
        StagedFiles first = staging(RAW, null);
        orders.into(first);

        assertThat(first.file("000001-rows.jsonl"))
                .content()
                .contains(
                        "\"price\":1.50,\"paid\":true,\"share\":\"NaN\",\"day\":\"2026-01-02\",\"at\":\"2026-01-02T03:04:05\","
                                + "\"changed\":\"2026-01-01T00:00:01Z\",\"scan\":\"AP8=\"}");
        order(2);
        assertThat(orders.into(staging(RAW, first.published()))).isEqualTo(1);
    }

    @Test
    void withoutAWatermarkItIsAllOfItAlsoAsCsv() throws Exception {
        order(1);
        execute("insert into orders (id, name) values (2, ''), (3, null)");
        StagedFiles staged = staging(Dataset.of("mirror"), null);

        Ingest.jdbc(connection, "select id, name, price from orders order by id")
                .csv()
                .into(staged);

        assertThat(staged.file("000001-rows.csv"))
                .hasContent("id,name,price\n1,\"a \"\"b\"\", ü\",1.50\n2,\"\",\n3,,\n");
    }

    @Test
    void whatCannotBeIsNamed() throws Exception {
        order(1);
        execute("insert into orders (id) values (2)");

        assertRefused(Dataset.of("mirror"), "select id from orders where id > ?", "id", "does not append");
        assertRefused(
                RAW, "select id from orders where id > ?", "number", "the result has no column 'number'; it has [id]");
        assertRefused(RAW, "select price as p, id from orders where id > ?", "p", "row 2 of the result has no 'p'");
        assertRefused(RAW, "select id, id from orders where id > ?", "id", "the result has two columns named 'id'");
    }

    private void assertRefused(Dataset dataset, String query, String column, String complaint) throws Exception {
        StagedFiles staged = staging(dataset, null);
        JdbcIngest orders = Ingest.jdbc(connection, query).watermark(column, 0);
        assertThatThrownBy(() -> orders.into(staged))
                .isInstanceOf(NoRetryException.class)
                .hasMessageContaining(complaint);
        assertThat(staged.meta).isEmpty();
    }

    @Test
    void anErrorInTheMiddleLeavesNoWatermark() throws Exception {
        StagedFiles staged = staging(RAW, null);

        assertThatThrownBy(() -> Ingest.jdbc(
                                connection, "select n, 1 / (5000 - n) as x from generate_series(1, 9000) n where n > ?")
                        .watermark("n", 0)
                        .into(staged))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("division by zero");
        assertThat(staged.meta).isEmpty();
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(staged.rows()).isEqualTo(-1);
    }
}
