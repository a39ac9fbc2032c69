package io.orchestrator.core.connection.jdbc;

import io.orchestrator.core.audit.jdbc.AuditLog;
import io.orchestrator.core.connection.ConnectionRecord;
import io.orchestrator.core.connection.Connections;
import io.orchestrator.core.jdbc.Database;
import io.orchestrator.core.jdbc.Row;
import io.orchestrator.core.secret.SecretBox;
import io.orchestrator.core.secret.SecretPlace;
import io.orchestrator.protocol.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import tools.jackson.databind.JsonNode;

/** Connections in PostgreSQL, their passwords and extras sealed. */
public final class JdbcConnections implements Connections {

    private final Database database;
    private final SecretBox box;
    private final AuditLog audit;

    /** @param jitter spreads the pauses before a deadlocked transaction is tried again */
    public JdbcConnections(DataSource dataSource, SecretBox box, AuditLog audit, RandomGenerator jitter) {
        this.database = new Database(dataSource, jitter, DataAccessResourceFailureException::new);
        this.box = box;
        this.audit = audit;
    }

    @Override
    public Optional<ConnectionRecord> find(String id) {
        return SecretBox.reading(() -> row(id).map(row -> row.opened(box)));
    }

    @Override
    public boolean exists(String id) {
        return row(id).isPresent();
    }

    private Optional<Sealed> row(String id) {
        return database.run(
                "read a connection",
                connection -> Database.find(
                        connection, ConnectionSql.SELECT, statement -> statement.setString(1, id), Sealed::of));
    }

    @Override
    public void put(Change change, String actor) {
        ConnectionRecord connection = change.connection();
        String id = connection.id();
        String password = change.keepsPassword() ? null : box.sealOrNull(connection.password(), place(id, "password"));
        JsonNode extra = connection.extra();
        String sealedExtra = change.keepsExtra() || extra == null
                ? null
                : box.seal(Json.MAPPER.writeValueAsString(extra), place(id, "extra"));
        database.inTransaction("write a connection", jdbc -> {
            boolean created = Database.list(
                            jdbc,
                            ConnectionSql.PUT,
                            statement -> bind(statement, change, password, sealedExtra),
                            row -> row.bool("created"))
                    .getFirst();
            audit.add(jdbc, actor, created ? "connection.create" : "connection.change", named(id));
            return created;
        });
    }

    private static void bind(
            PreparedStatement statement, Change change, @Nullable String password, @Nullable String extra)
            throws SQLException {
        ConnectionRecord connection = change.connection();
        statement.setString(1, connection.id());
        statement.setString(2, connection.type());
        statement.setString(3, connection.description());
        statement.setString(4, connection.host());
        statement.setObject(5, connection.port());
        statement.setString(6, connection.login());
        statement.setString(7, connection.schema());
        statement.setString(8, password);
        statement.setString(9, extra);
        statement.setBoolean(10, change.keepsPassword());
        statement.setBoolean(11, change.keepsExtra());
    }

    @Override
    public boolean delete(String id, String actor) {
        return database.inTransaction("delete a connection", connection -> {
            boolean there =
                    Database.update(connection, ConnectionSql.DELETE, statement -> statement.setString(1, id)) > 0;
            if (there) {
                audit.add(connection, actor, "connection.delete", named(id));
            }
            return there;
        });
    }

    @Override
    public int reseal(String actor) {
        String prefix = box.currentPrefix();
        return database.inTransaction("seal connections anew", connection -> {
            List<Sealed> old = Database.list(
                    connection,
                    ConnectionSql.SELECT_OLD_KEYS,
                    statement -> {
                        statement.setString(1, prefix);
                        statement.setString(2, prefix);
                    },
                    Sealed::secretsOf);
            for (Sealed row : old) {
                reseal(connection, row);
            }
            audit.add(connection, actor, "connection.reseal", Map.of("number", old.size()));
            return old.size();
        });
    }

    private void reseal(Connection connection, Sealed old) throws SQLException {
        SecretPlace password = place(old.id(), "password");
        SecretPlace extra = place(old.id(), "extra");
        String newPassword = box.sealOrNull(box.openOrNull(old.password(), password), password);
        String newExtra = box.sealOrNull(box.openOrNull(old.extra(), extra), extra);
        Database.update(connection, ConnectionSql.RESEAL, statement -> {
            statement.setString(1, newPassword);
            statement.setString(2, newExtra);
            statement.setString(3, old.id());
        });
    }

    private static Map<String, String> named(String id) {
        return Map.of("connection_id", id);
    }

    private static SecretPlace place(String id, String column) {
        return new SecretPlace("connection", id, column);
    }

    /** A row, its secrets not opened yet. */
    private record Sealed(
            String id,
            @Nullable ConnectionRecord plain,
            @Nullable String password,
            @Nullable String extra) {

        static Sealed of(Row row) throws SQLException {
            String id = row.text("connection_id");
            ConnectionRecord plain = new ConnectionRecord(
                    id,
                    row.text("conn_type"),
                    row.textOrNull("description"),
                    row.textOrNull("host"),
                    row.integerOrNull("port"),
                    row.textOrNull("login"),
                    row.textOrNull("db_schema"),
                    null,
                    null);
            return new Sealed(id, plain, row.textOrNull("password"), row.textOrNull("extra"));
        }

        static Sealed secretsOf(Row row) throws SQLException {
            return new Sealed(row.text("connection_id"), null, row.textOrNull("password"), row.textOrNull("extra"));
        }

        ConnectionRecord opened(SecretBox box) {
            ConnectionRecord known = Objects.requireNonNull(plain);
            String json = box.openOrNull(extra, place(id, "extra"));
            return new ConnectionRecord(
                    id,
                    known.type(),
                    known.description(),
                    known.host(),
                    known.port(),
                    known.login(),
                    known.schema(),
                    box.openOrNull(password, place(id, "password")),
                    json == null ? null : Json.MAPPER.readTree(json));
        }
    }
}
