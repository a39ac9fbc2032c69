package io.orchestrator.web.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads all attempts from the database of standalone: the API gives a lost one and its successor as one try. */
record AttemptsOnDisk(Path home) {

    /**
     * One attempt.
     *
     * @param failure as JSON, empty when there is none
     */
    record Row(UUID attempt, String task, int tryNumber, String state, String failure) {}

    /** In the order in which they were handed over. */
    List<Row> of(String runId) throws IOException, SQLException {
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement("""
                        SELECT a.attempt_id, a.task_id, a.try_number, a.state, coalesce(a.failure::text, '')
                        FROM task_attempt a JOIN dag_run r USING (run_key)
                        WHERE r.run_id = ? ORDER BY a.attempt_id""")) {
            query.setString(1, runId);
            List<Row> rows = new ArrayList<>();
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    rows.add(new Row(
                            found.getObject(1, UUID.class),
                            found.getString(2),
                            found.getInt(3),
                            found.getString(4),
                            found.getString(5)));
                }
            }
            return rows;
        }
    }

    private Connection connect() throws IOException, SQLException {
        Path postgres = home.resolve("postgres");
        String port = Files.readAllLines(postgres.resolve("data/postmaster.pid"))
                .get(3)
                .strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%s/%s".formatted(port, DatabasePart.NAME),
                "orchestrator",
                Files.readString(postgres.resolve("password")).strip());
    }
}
