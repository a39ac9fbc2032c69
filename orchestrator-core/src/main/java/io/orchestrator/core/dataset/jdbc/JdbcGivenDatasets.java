package io.orchestrator.core.dataset.jdbc;

import io.orchestrator.core.given.GivenDatasets;
import io.orchestrator.core.given.GivenFor;
import io.orchestrator.core.given.GivenUnavailable;
import io.orchestrator.core.jdbc.Database;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.GivenSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Which versions attempts read, decided and written down in PostgreSQL. */
public final class JdbcGivenDatasets implements GivenDatasets {

    private static final String HISTORY = "@history";
    private static final long NONE = 0;

    private final Database database;

    /** @param jitter spreads the pauses before a deadlocked transaction is tried again */
    public JdbcGivenDatasets(DataSource dataSource, RandomGenerator jitter) {
        this.database = new Database(dataSource, jitter, DataAccessResourceFailureException::new);
    }

    private record Seen(@Nullable Long number, boolean own) {}

    private record Declared(
            boolean appendOnly, String dagId, String taskId, boolean same, boolean declared, long versions) {}

    @Override
    public JsonNode of(GivenSpec wanted, GivenFor attempt) {
        return database.inTransaction("look up a version of a dataset", connection -> switch (wanted.kind()) {
            case DATASET, DATASET_IF_ANY -> version(connection, wanted, attempt);
            case DATASET_HISTORY ->
                VersionRows.upTo(
                        connection,
                        wanted.dataset(),
                        number(connection, wanted.dataset(), HISTORY, attempt),
                        Integer.parseInt(wanted.behind()));
            case DATASET_WRITE, DATASET_APPEND -> next(connection, wanted, attempt);
            default -> throw new IllegalArgumentException(wanted + " is no version of a dataset");
        });
    }

    private static JsonNode version(Connection connection, GivenSpec wanted, GivenFor attempt) throws SQLException {
        long number = number(connection, wanted.dataset(), wanted.behind(), attempt);
        if (number == NONE) {
            if (wanted.kind() == GivenSpec.Kind.DATASET_IF_ANY) {
                return NullNode.getInstance();
            }
            throw new GivenUnavailable(GivenDatasets.none(wanted));
        }
        ObjectNode version =
                VersionRows.find(connection, wanted.dataset(), number).orElse(null);
        if (version == null) {
            throw new GivenUnavailable(GivenDatasets.gone(wanted, number));
        }
        return version;
    }

    /**
     * Which version it reads, which is written down.
     *
     * @param what a tag, {@link #HISTORY}, or empty
     */
    private static long number(Connection connection, String dataset, String what, GivenFor attempt)
            throws SQLException {
        Long read = read(connection, dataset, what, attempt);
        if (read != null) {
            return read;
        }
        Long seen = seen(connection, dataset, what, attempt);
        long number = seen == null ? NONE : seen;
        Database.update(connection, GivenDatasetSql.INSERT_READ, statement -> {
            statement.setObject(1, attempt.attemptId());
            statement.setString(2, dataset);
            statement.setString(3, what);
            statement.setLong(4, number);
            statement.setLong(5, attempt.runKey());
            statement.setString(6, attempt.taskId());
            statement.setInt(7, attempt.mapIndex());
        });
        return number;
    }

    private static @Nullable Long read(Connection connection, String dataset, String what, GivenFor attempt)
            throws SQLException {
        List<Long> read = Database.list(
                connection,
                GivenDatasetSql.SELECT_READ,
                statement -> {
                    statement.setObject(1, attempt.attemptId());
                    statement.setString(2, dataset);
                    statement.setString(3, what);
                },
                row -> row.bigint("number"));
        return read.isEmpty() ? null : read.getFirst();
    }

    /** What a run sees. Of two attempts that ask at the same time one writes it down, and the other one reads that. */
    private static @Nullable Long seen(Connection connection, String dataset, String what, GivenFor attempt)
            throws SQLException {
        Seen seen = resolve(connection, dataset, what, attempt);
        if (seen.number() == null || seen.own()) {
            return seen.number();
        }
        long number = seen.number();
        int added = Database.update(connection, GivenDatasetSql.INSERT_PIN, statement -> {
            statement.setLong(1, attempt.runKey());
            statement.setString(2, dataset);
            statement.setString(3, isTag(what) ? what : "");
            statement.setLong(4, number);
        });
        return added == 1
                ? seen.number()
                : resolve(connection, dataset, what, attempt).number();
    }

    private static boolean isTag(String what) {
        return !what.isEmpty() && !what.equals(HISTORY);
    }

    private static Seen resolve(Connection connection, String dataset, String what, GivenFor attempt)
            throws SQLException {
        return Database.list(
                        connection,
                        isTag(what) ? GivenDatasetSql.RESOLVE_TAG : GivenDatasetSql.RESOLVE,
                        statement -> {
                            statement.setLong(1, attempt.runKey());
                            statement.setString(2, attempt.taskId());
                            statement.setInt(3, attempt.mapIndex());
                            statement.setString(4, dataset);
                            statement.setString(5, what);
                        },
                        row -> new Seen(row.bigintOrNull("number"), row.bool("own")))
                .getFirst();
    }

    private static JsonNode next(Connection connection, GivenSpec wanted, GivenFor attempt) throws SQLException {
        boolean appends = wanted.kind() == GivenSpec.Kind.DATASET_APPEND;
        List<Boolean> known = Database.list(
                connection,
                GivenDatasetSql.SELECT_APPENDS,
                statement -> statement.setString(1, wanted.dataset()),
                row -> row.bool("append_only"));
        // Nearly always there is nothing to write down, and then nothing to lock and to flush.
        if (!known.equals(List.of(appends))) {
            declare(connection, wanted, attempt, appends);
        }
        ObjectNode next = Json.MAPPER.createObjectNode();
        var newest = VersionRows.upTo(connection, wanted.dataset(), Long.MAX_VALUE, 1);
        next.set("parent", newest.isEmpty() ? NullNode.getInstance() : newest.get(0));
        ArrayNode readers = next.putArray("readers");
        JdbcContracts.readers(connection, wanted.dataset()).forEach(readers::add);
        return next;
    }

    private static void declare(Connection connection, GivenSpec wanted, GivenFor attempt, boolean appends)
            throws SQLException {
        List<Declared> known = Database.list(
                connection,
                GivenDatasetSql.SELECT_DATASET,
                statement -> {
                    statement.setString(1, attempt.taskId());
                    statement.setLong(2, attempt.runKey());
                    statement.setString(3, wanted.dataset());
                },
                row -> new Declared(
                        row.bool("append_only"),
                        row.text("dag_id"),
                        row.text("task_id"),
                        row.bool("same"),
                        row.bool("declared"),
                        row.bigint("versions")));
        if (known.isEmpty() || known.getFirst().appendOnly() != appends) {
            if (!known.isEmpty()) {
                refuse(wanted, attempt, known.getFirst());
            }
            Database.update(connection, GivenDatasetSql.DECLARE, statement -> {
                statement.setString(1, wanted.dataset());
                statement.setBoolean(2, appends);
                statement.setString(3, attempt.taskId());
                statement.setLong(4, attempt.runKey());
            });
        }
    }

    /** What one place declares to append another one must not overwrite; and what has appended does so for ever. */
    private static void refuse(GivenSpec wanted, GivenFor attempt, Declared known) {
        if (!known.same() && known.declared()) {
            throw new GivenUnavailable(
                    GivenDatasets.contradiction(wanted, attempt.taskId(), known.dagId(), known.taskId()));
        }
        if (known.appendOnly() && known.versions() > 0) {
            throw new GivenUnavailable(
                    GivenDatasets.overwrites(wanted, known.dagId(), known.taskId(), known.versions()));
        }
    }
}
