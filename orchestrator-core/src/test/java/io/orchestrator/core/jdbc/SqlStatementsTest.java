package io.orchestrator.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SqlStatementsTest {

    /** Who uses connections that pin plans. */
    private static final Set<String> PINNED =
            Set.of("io.orchestrator.core.engine.jdbc", "io.orchestrator.core.log.jdbc");

    /** They read whole tables, which are small. */
    private static final Set<String> WITHOUT_KEY = Set.of(
            "DagSql.SELECT_REVISION",
            "DagSql.CLAIM",
            "DagSql.GIVE",
            "PoolSql.SELECT",
            "AssetSql.ACTIVATE",
            "AssetSql.DEACTIVATE",
            "AssetSql.SELECT_INACTIVE_USES",
            "ServerSql.EXPIRE",
            "ServerSql.DELETE_OLD_MAIL");

    /** Indexes that hold open rows alone: reading them whole is what is wanted. */
    private static final List<String> OPEN_ROWS =
            List.of("dag_run_live", "worker_session_open", "server_open", "pool_slot_pkey", "asset_queue_head");

    /** What is found by a part of its key is read and thrown away, ever more of it. */
    private static final String A_KEY_THAT_IS_NOT_USED = "\\s+Filter: (?!.* OR ).*\\(\\w+ = (?!ANY|').*";

    private static HikariDataSource dataSource;

    /** Simple queries, because the driver cannot leave the parameters of a generic plan unbound. */
    private static HikariDataSource explaining;

    @BeforeAll
    static void emptyTablesAsAfterTheFirstStart() {
        TestDatabase database = TestDatabase.fresh();
        database.execute("SELECT create_run_partitions(0, 1000, 'a')");
        database.execute("ANALYZE");
        dataSource = database.engineDataSource();
        explaining = StoreDataSources.engine(
                database.url() + "?preferQueryMode=simple", database.user(), database.password());
    }

    @AfterAll
    static void close() {
        dataSource.close();
        explaining.close();
    }

    static List<SqlStatement> all() {
        return SqlStatement.all();
    }

    static List<SqlStatement> byKey() {
        return all().stream()
                .filter(statement -> PINNED.contains(statement.domain()))
                .filter(statement -> !WITHOUT_KEY.contains(statement.name()))
                .toList();
    }

    @Test
    void thereAreStatements() {
        assertThat(all()).extracting(SqlStatement::name).contains("RunSql.UPDATE", "LogSql.INSERT");
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyStatementFitsTheSchema(SqlStatement statement) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement prepared = connection.prepareStatement(statement.sql())) {
            assertThat(prepared.getParameterMetaData().getParameterCount())
                    .isEqualTo(statement.sql().chars().filter(c -> c == '?').count());
        }
    }

    /** A plan made while the tables are empty stays; it must still be right when they are full. */
    @ParameterizedTest
    @MethodSource("byKey")
    void noPlanMadeOnEmptyTablesScansThem(SqlStatement statement) throws SQLException {
        String plan = plan(statement);

        assertThat(plan).doesNotContain("Seq Scan", "Hash Join", "Merge Join", "Materialize");
        List<String> lines = plan.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (readsAnIndexOfAllRows(lines.get(i))) {
                assertThat(lines.get(i + 1)).as(plan).contains("Index Cond").doesNotMatch(".*Cond: .\\w+ IS NOT NULL.");
            }
            assertThat(lines.get(i)).as(plan).doesNotMatch(A_KEY_THAT_IS_NOT_USED);
        }
    }

    @Test
    void taskInstancesAreChangedByTheirWholePrimaryKey() throws SQLException {
        SqlStatement update = all().stream()
                .filter(statement -> statement.name().equals("TaskSql.UPDATE_INSTANCES"))
                .findFirst()
                .orElseThrow();

        assertThat(plan(update))
                .contains("(run_key = ANY (ARRAY[u.run_key])) AND (task_id = u.task_id) AND (map_index = u.map_index)");
    }

    private static boolean readsAnIndexOfAllRows(String line) {
        return (line.contains("Index Scan") || line.contains("Index Only Scan"))
                && OPEN_ROWS.stream().noneMatch(line::contains);
    }

    private static String plan(SqlStatement statement) throws SQLException {
        try (Connection connection = explaining.getConnection();
                Statement explain = connection.createStatement();
                ResultSet result = explain.executeQuery("EXPLAIN (GENERIC_PLAN) " + statement.numbered())) {
            StringBuilder plan = new StringBuilder();
            while (result.next()) {
                plan.append(result.getString(1)).append('\n');
            }
            return plan.toString();
        }
    }
}
