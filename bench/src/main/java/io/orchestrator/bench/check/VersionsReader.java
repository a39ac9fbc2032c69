package io.orchestrator.bench.check;

import io.orchestrator.bench.check.Versions.Event;
import io.orchestrator.bench.check.Versions.File;
import io.orchestrator.bench.check.Versions.Read;
import io.orchestrator.bench.check.Versions.Stored;
import io.orchestrator.bench.check.Versions.Version;
import io.orchestrator.protocol.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads what became of datasets out of a database and a lake. */
public final class VersionsReader {

    private static final String VERSIONS = """
            SELECT v.dataset, v.number, v.base, d.append_only, v.attempt_id, v.run_key, v.files::text
            FROM dataset_version v JOIN dataset d ON d.name = v.dataset ORDER BY v.version_id""";
    private static final String READS = "SELECT attempt_id, dataset, number, run_key FROM dataset_read";
    private static final String EVENTS = """
            SELECT e.event_id, a.name, (e.extra ->> 'version')::bigint, e.dag_id, e.run_id,
                   ARRAY(SELECT t.run_key FROM asset_event_taken t WHERE t.event_id = e.event_id)
            FROM asset_event e JOIN asset a ON a.asset_id = e.asset_id WHERE a.uri = 'dataset:' || a.name""";

    private VersionsReader() {}

    /** @param lake the folder of the lake; what is not there is no lake */
    public static Versions read(Connection connection, Path lake) throws IOException, SQLException {
        Versions rows;
        try (Statement statement = connection.createStatement()) {
            rows = new Versions(versions(statement), reads(statement), events(statement), Map.of());
            connection.commit();
        }
        // Afterwards: a file must be there before a row names it.
        return new Versions(rows.all(), rows.reads(), rows.events(), objects(lake.resolve("objects")));
    }

    private static List<Version> versions(Statement statement) throws SQLException {
        List<Version> all = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(VERSIONS)) {
            while (row.next()) {
                all.add(new Version(
                        row.getString(1),
                        row.getObject(2, Long.class),
                        row.getObject(3, Long.class),
                        row.getBoolean(4),
                        row.getObject(5, UUID.class),
                        row.getLong(6),
                        files(Json.MAPPER.readTree(row.getString(7)))));
            }
        }
        return all;
    }

    private static List<File> files(JsonNode manifest) {
        List<File> files = new ArrayList<>();
        for (JsonNode file : manifest) {
            files.add(new File(
                    file.path("name").asString(),
                    file.path("sha256").asString(),
                    file.path("bytes").asLong()));
        }
        return files;
    }

    private static List<Read> reads(Statement statement) throws SQLException {
        List<Read> all = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(READS)) {
            while (row.next()) {
                all.add(new Read(row.getObject(1, UUID.class), row.getString(2), row.getLong(3), row.getLong(4)));
            }
        }
        return all;
    }

    private static List<Event> events(Statement statement) throws SQLException {
        List<Event> all = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(EVENTS)) {
            while (row.next()) {
                Array takers = row.getArray(6);
                all.add(new Event(
                        row.getLong(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getString(5),
                        List.of((Long[]) takers.getArray())));
            }
        }
        return all;
    }

    private static Map<String, Stored> objects(Path folder) throws IOException {
        Map<String, Stored> objects = new HashMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    byte[] content = Files.readAllBytes(file);
                    objects.put(
                            file.getFileName().toString(),
                            new Stored(sha256(content), content.length, firstLine(content)));
                }
            }
        }
        return objects;
    }

    private static String firstLine(byte[] content) {
        return new String(content, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
