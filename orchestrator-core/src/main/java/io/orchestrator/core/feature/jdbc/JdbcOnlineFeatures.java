package io.orchestrator.core.feature.jdbc;

import io.orchestrator.core.audit.jdbc.AuditLog;
import io.orchestrator.core.feature.OnlineFeatures;
import io.orchestrator.core.feature.OnlineValue;
import io.orchestrator.core.jdbc.Columns;
import io.orchestrator.core.jdbc.Database;
import io.orchestrator.core.jdbc.Row;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/** Online features in PostgreSQL: a row for each entity. */
public final class JdbcOnlineFeatures implements OnlineFeatures {

    private final Database database;
    private final Database lookUps;
    private final AuditLog audit;

    /**
     * @param lookUps only finds: what writes many rows at once does not hold its connections
     * @param jitter spreads the pauses before a deadlocked transaction is tried again
     */
    public JdbcOnlineFeatures(DataSource dataSource, DataSource lookUps, AuditLog audit, RandomGenerator jitter) {
        this.database = new Database(dataSource, jitter, DataAccessResourceFailureException::new);
        this.lookUps = new Database(lookUps, jitter, DataAccessResourceFailureException::new);
        this.audit = audit;
    }

    @Override
    public int write(String view, List<OnlineValue> values, String actor) {
        if (values.isEmpty()) {
            return 0;
        }
        return database.inTransaction("write online features", connection -> {
            int written = Database.update(
                    connection,
                    OnlineFeatureSql.UPSERT,
                    Columns.of(values)
                            .text(value -> view)
                            .text(OnlineValue::entity)
                            .micros(OnlineValue::eventTime)
                            .micros(OnlineValue::expiresAt)
                            .json(OnlineValue::features));
            audit.add(connection, actor, "feature.write", Map.of("view", view, "entities", written));
            return written;
        });
    }

    @Override
    public List<OnlineValue> find(String view, List<String> entities) {
        return lookUps.run(
                "look up online features",
                connection -> Database.list(
                        connection,
                        OnlineFeatureSql.SELECT,
                        statement -> {
                            statement.setString(1, view);
                            statement.setArray(2, connection.createArrayOf("text", entities.toArray()));
                        },
                        JdbcOnlineFeatures::read));
    }

    @Override
    public int delete(String view, String actor) {
        return database.inTransaction("forget online features", connection -> {
            int entities =
                    Database.update(connection, OnlineFeatureSql.DELETE, statement -> statement.setString(1, view));
            if (entities > 0) {
                audit.add(connection, actor, "feature.delete", Map.of("view", view, "entities", entities));
            }
            return entities;
        });
    }

    private static OnlineValue read(Row row) throws SQLException {
        return new OnlineValue(
                row.text("entity"), row.time("event_ts"), row.timeOrNull("expires_at"), row.json("features"));
    }
}
