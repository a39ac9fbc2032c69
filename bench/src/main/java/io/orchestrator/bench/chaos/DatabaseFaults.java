package io.orchestrator.bench.chaos;

import io.orchestrator.bench.cluster.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What is done in the database itself. */
final class DatabaseFaults {

    private static final String TERMINATE = """
            SELECT pg_terminate_backend(pid) FROM (
                SELECT pid FROM pg_stat_activity
                WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() ORDER BY random() LIMIT ?) AS victims""";
    private static final String DAGS_OF = """
            SELECT d.dag_id FROM dag d JOIN server s ON s.server_id = d.owner
            WHERE s.pid = ? AND s.state IN ('live', 'draining')""";

    private DatabaseFaults() {}

    /** Ends some connections, whoever has them; false when there is none. */
    static boolean terminateBackends(Database database, int most) {
        try (Connection connection = database.connect();
                PreparedStatement query = connection.prepareStatement(TERMINATE)) {
            query.setInt(1, most);
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        } catch (SQLException unreachable) {
            return false;
        }
    }

    /** The DAGs that a server's process owns; empty when that cannot be told. */
    static List<String> dagsOf(Database database, long pid) {
        try (Connection connection = database.connect();
                PreparedStatement query = connection.prepareStatement(DAGS_OF)) {
            query.setLong(1, pid);
            List<String> dags = new ArrayList<>();
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    dags.add(found.getString(1));
                }
            }
            return dags;
        } catch (SQLException unreachable) {
            return List.of();
        }
    }
}
