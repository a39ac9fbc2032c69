package io.orchestrator.core.jdbc;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What PostgreSQL's error codes mean for us. */
final class SqlStates {

    /** Serialization failure and deadlock: both come before anything was committed. */
    private static final Set<String> TRY_AGAIN = Set.of("40001", "40P01");

    /** Query cancelled by a time limit, lock not available, idle for too long, read-only: a standby. */
    private static final Set<String> UNAVAILABLE =
            Set.of("57014", "55P03", "25P03", "25P04", "25006", "57P01", "57P02", "57P03", "57P04", "57P05");

    private SqlStates() {}

    /** A unique key is there already. */
    static boolean isTaken(SQLException failure) {
        return "23505".equals(failure.getSQLState());
    }

    static boolean mayBeTriedAgain(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && TRY_AGAIN.contains(state);
    }

    /** Classes 08 connection, 53 out of resources (disk, memory, connections), 58 system error. */
    static boolean isUnavailable(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null) {
            return failure instanceof SQLTransientConnectionException || failure instanceof SQLRecoverableException;
        }
        return state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("58")
                || UNAVAILABLE.contains(state);
    }
}
