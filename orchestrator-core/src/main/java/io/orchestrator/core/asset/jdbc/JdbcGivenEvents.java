package io.orchestrator.core.asset.jdbc;

import io.orchestrator.core.given.GivenEvents;
import io.orchestrator.core.jdbc.Database;
import io.orchestrator.core.jdbc.Row;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.GivenSpec;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Events of assets for tasks, read from PostgreSQL. */
public final class JdbcGivenEvents implements GivenEvents {

    private static final int MOST = 1_000;
    private static final int MOST_TAKEN = 10_000;

    private final Database database;

    /** @param jitter spreads the pauses before a deadlocked statement is tried again */
    public JdbcGivenEvents(DataSource dataSource, RandomGenerator jitter) {
        this.database = new Database(dataSource, jitter, DataAccessResourceFailureException::new);
    }

    @Override
    public JsonNode of(GivenSpec wanted, long runKey) {
        return switch (wanted.kind()) {
            case ASSET_EVENTS -> read(GivenEventSql.OF_ASSET, statement -> statement.setString(1, wanted.name()), MOST);
            case ALIAS_EVENTS -> read(GivenEventSql.OF_ALIAS, statement -> statement.setString(1, wanted.name()), MOST);
            case TRIGGERING_EVENTS -> read(GivenEventSql.OF_RUN, statement -> statement.setLong(1, runKey), MOST_TAKEN);
            default -> throw new IllegalArgumentException(wanted + " is no event of an asset");
        };
    }

    @FunctionalInterface
    private interface First {
        void set(PreparedStatement statement) throws SQLException;
    }

    private JsonNode read(String sql, First first, int most) {
        List<ObjectNode> newestFirst = database.run(
                "read events of assets",
                connection -> Database.list(
                        connection,
                        sql,
                        statement -> {
                            first.set(statement);
                            statement.setInt(2, most);
                        },
                        JdbcGivenEvents::event));
        ArrayNode events = Json.MAPPER.createArrayNode();
        newestFirst.reversed().forEach(events::add);
        return events;
    }

    private static ObjectNode event(Row row) throws SQLException {
        ObjectNode event = Json.MAPPER.createObjectNode();
        event.put("id", row.bigint("event_id"));
        event.put("asset", row.text("name"));
        event.put("uri", row.text("uri"));
        event.put("at", row.time("at").toString());
        event.set("extra", row.json("extra"));
        event.put("dag_id", row.textOrNull("dag_id"));
        event.put("task_id", row.textOrNull("task_id"));
        event.put("run_id", row.textOrNull("run_id"));
        event.put("map_index", row.integer("map_index"));
        ArrayNode aliases = event.putArray("aliases");
        row.texts("aliases").forEach(aliases::add);
        return event;
    }
}
