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
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Which versions attempts read, decided and written down in PostgreSQL. */
public final class JdbcGivenDatasets implements GivenDatasets {

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
            case DATASET_HISTORY -> {
                Long number = seen(connection, wanted.dataset(), "", attempt.runKey());
                yield VersionRows.upTo(
                        connection, wanted.dataset(), number == null ? 0 : number, Integer.parseInt(wanted.behind()));
            }
            case DATASET_WRITE, DATASET_APPEND -> next(connection, wanted, attempt);
            default -> throw new IllegalArgumentException(wanted + " is no version of a dataset");
        });
    }

    private static JsonNode version(Connection connection, GivenSpec wanted, GivenFor attempt) throws SQLException {
        Long number = read(connection, wanted, attempt);
        if (number == null) {
            number = seen(connection, wanted.dataset(), wanted.behind(), attempt.runKey());
        }
        if (number == null) {
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
        keep(connection, wanted, attempt, number);
        return version;
    }

    private static @Nullable Long read(Connection connection, GivenSpec wanted, GivenFor attempt) throws SQLException {
        List<Long> read = Database.list(
                connection,
                GivenDatasetSql.SELECT_READ,
                statement -> {
                    statement.setObject(1, attempt.attemptId());
                    statement.setString(2, wanted.dataset());
                    statement.setString(3, wanted.behind());
                },
                row -> row.bigint("number"));
        return read.isEmpty() ? null : read.getFirst();
    }

    /** What a run sees. Of two attempts that ask at the same time one writes it down, and the other one reads that. */
    private static @Nullable Long seen(Connection connection, String dataset, String tag, long runKey)
            throws SQLException {
        Seen seen = resolve(connection, dataset, tag, runKey);
        if (seen.number() == null || seen.own()) {
            return seen.number();
        }
        long number = seen.number();
        int added = Database.update(connection, GivenDatasetSql.INSERT_PIN, statement -> {
            statement.setLong(1, runKey);
            statement.setString(2, dataset);
            statement.setString(3, tag);
            statement.setLong(4, number);
        });
        return added == 1
                ? seen.number()
                : resolve(connection, dataset, tag, runKey).number();
    }

    private static Seen resolve(Connection connection, String dataset, String tag, long runKey) throws SQLException {
        return Database.list(
                        connection,
                        tag.isEmpty() ? GivenDatasetSql.RESOLVE : GivenDatasetSql.RESOLVE_TAG,
                        statement -> {
                            statement.setLong(1, runKey);
                            statement.setString(2, dataset);
                            if (!tag.isEmpty()) {
                                statement.setString(3, tag);
                            }
                        },
                        row -> new Seen(row.bigintOrNull("number"), row.bool("own")))
                .getFirst();
    }

    private static void keep(Connection connection, GivenSpec wanted, GivenFor attempt, long number)
            throws SQLException {
        Database.update(connection, GivenDatasetSql.INSERT_READ, statement -> {
            statement.setObject(1, attempt.attemptId());
            statement.setString(2, wanted.dataset());
            statement.setString(3, wanted.behind());
            statement.setLong(4, number);
            statement.setLong(5, attempt.runKey());
            statement.setString(6, attempt.taskId());
            statement.setInt(7, attempt.mapIndex());
        });
    }

    private static JsonNode next(Connection connection, GivenSpec wanted, GivenFor attempt) throws SQLException {
        boolean appends = wanted.kind() == GivenSpec.Kind.DATASET_APPEND;
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
        ObjectNode next = Json.MAPPER.createObjectNode();
        var newest = VersionRows.upTo(connection, wanted.dataset(), Long.MAX_VALUE, 1);
        next.set("parent", newest.isEmpty() ? NullNode.getInstance() : newest.get(0));
        return next;
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
