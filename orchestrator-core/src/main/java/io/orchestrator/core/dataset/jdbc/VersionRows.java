package io.orchestrator.core.dataset.jdbc;

import io.orchestrator.core.jdbc.Database;
import io.orchestrator.core.jdbc.Row;
import io.orchestrator.protocol.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Versions that are published, as they are handed out: an object each. */
final class VersionRows {

    private VersionRows() {}

    /** @return with its files; empty: there is none of that number */
    static Optional<ObjectNode> find(Connection connection, String dataset, long number) throws SQLException {
        Optional<ObjectNode> found = Database.find(
                connection,
                VersionSql.SELECT,
                statement -> {
                    statement.setString(1, dataset);
                    statement.setLong(2, number);
                },
                VersionRows::version);
        if (found.isPresent()) {
            found.get()
                    .set(
                            "files",
                            files(connection, dataset, found.get().path("base").asLong(), number));
        }
        return found;
    }

    /** The newest first, without files. */
    static ArrayNode upTo(Connection connection, String dataset, long number, int most) throws SQLException {
        ArrayNode versions = Json.MAPPER.createArrayNode();
        List<ObjectNode> found = Database.list(
                connection,
                VersionSql.SELECT_UP_TO,
                statement -> {
                    statement.setString(1, dataset);
                    statement.setLong(2, number);
                    statement.setInt(3, most);
                },
                VersionRows::version);
        found.forEach(versions::add);
        return versions;
    }

    private static ArrayNode files(Connection connection, String dataset, long from, long to) throws SQLException {
        ArrayNode files = Json.MAPPER.createArrayNode();
        Database.list(
                connection,
                VersionSql.SELECT_FILES,
                statement -> {
                    statement.setString(1, dataset);
                    statement.setLong(2, from);
                    statement.setLong(3, to);
                },
                row -> {
                    for (JsonNode file : row.json("files")) {
                        files.add(((ObjectNode) file).put("version", row.bigint("number")));
                    }
                    return true;
                });
        return files;
    }

    private static ObjectNode version(Row row) throws SQLException {
        ObjectNode version = Json.MAPPER.createObjectNode();
        version.put("dataset", row.text("dataset"));
        version.put("number", row.bigint("number"));
        version.put("base", row.bigint("base"));
        version.put("rows", row.bigint("rows"));
        version.set("columns", row.json("columns"));
        version.set("meta", row.json("meta"));
        ArrayNode tags = version.putArray("tags");
        row.texts("tags").forEach(tags::add);
        version.put("published_at", row.time("published_at").toString());
        version.put("run_id", row.text("run_id"));
        version.put("content_hash", row.text("content_hash"));
        version.put("held", row.bool("held"));
        return version;
    }
}
