package io.orchestrator.core.variable.jdbc;

import io.orchestrator.core.audit.jdbc.AuditLog;
import io.orchestrator.core.jdbc.Database;
import io.orchestrator.core.jdbc.Row;
import io.orchestrator.core.secret.SecretBox;
import io.orchestrator.core.secret.SecretPlace;
import io.orchestrator.core.variable.Variable;
import io.orchestrator.core.variable.Variables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/** Variables in PostgreSQL, their values sealed. */
public final class JdbcVariables implements Variables {

    private final Database database;
    private final SecretBox box;
    private final AuditLog audit;

    /** @param jitter spreads the pauses before a deadlocked transaction is tried again */
    public JdbcVariables(DataSource dataSource, SecretBox box, AuditLog audit, RandomGenerator jitter) {
        this.database = new Database(dataSource, jitter, DataAccessResourceFailureException::new);
        this.box = box;
        this.audit = audit;
    }

    @Override
    public Optional<Variable> find(String key) {
        return SecretBox.reading(() -> row(key).map(
                        row -> new Variable(key, box.open(row.value(), place(key)), row.secret(), row.description())));
    }

    private Optional<Variable> row(String key) {
        return database.run(
                "read a variable",
                connection -> Database.find(
                        connection, VariableSql.SELECT, statement -> statement.setString(1, key), JdbcVariables::read));
    }

    @Override
    public void put(Change change, String actor) {
        String value = box.sealOrNull(change.value(), place(change.key()));
        database.inTransaction("write a variable", connection -> {
            boolean created = value != null && put(connection, change, value);
            if (value == null) {
                Database.update(connection, VariableSql.KEEP_VALUE, statement -> {
                    statement.setBoolean(1, change.secret());
                    statement.setString(2, change.description());
                    statement.setString(3, change.key());
                });
            }
            audit.add(connection, actor, created ? "variable.create" : "variable.change", named(change.key()));
            return created;
        });
    }

    private static boolean put(Connection connection, Change change, String value) throws SQLException {
        return Database.list(
                        connection,
                        VariableSql.PUT,
                        statement -> {
                            statement.setString(1, change.key());
                            statement.setString(2, value);
                            statement.setBoolean(3, change.secret());
                            statement.setString(4, change.description());
                        },
                        row -> row.bool("created"))
                .getFirst();
    }

    @Override
    public boolean delete(String key, String actor) {
        return database.inTransaction("delete a variable", connection -> {
            boolean there =
                    Database.update(connection, VariableSql.DELETE, statement -> statement.setString(1, key)) > 0;
            if (there) {
                audit.add(connection, actor, "variable.delete", named(key));
            }
            return there;
        });
    }

    @Override
    public int reseal(String actor) {
        String prefix = box.currentPrefix();
        return database.inTransaction("seal variables anew", connection -> {
            List<Variable> old = Database.list(
                    connection,
                    VariableSql.SELECT_OLD_KEYS,
                    statement -> statement.setString(1, prefix),
                    JdbcVariables::read);
            for (Variable row : old) {
                SecretPlace place = place(row.key());
                String value = box.seal(box.open(row.value(), place), place);
                Database.update(connection, VariableSql.RESEAL, statement -> {
                    statement.setString(1, value);
                    statement.setString(2, row.key());
                });
            }
            audit.add(connection, actor, "variable.reseal", Map.of("number", old.size()));
            return old.size();
        });
    }

    /** Its value not opened yet. */
    private static Variable read(Row row) throws SQLException {
        return new Variable(row.text("key"), row.text("value"), row.bool("secret"), row.textOrNull("description"));
    }

    private static Map<String, String> named(String key) {
        return Map.of("key", key);
    }

    private static SecretPlace place(String key) {
        return new SecretPlace("variable", key, "value");
    }
}
