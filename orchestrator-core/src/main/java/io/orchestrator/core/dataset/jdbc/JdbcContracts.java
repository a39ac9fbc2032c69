package io.orchestrator.core.dataset.jdbc;

import io.orchestrator.core.dataset.ContractUse;
import io.orchestrator.core.jdbc.Database;
import io.orchestrator.protocol.graph.ContractSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/** Who counts on which dataset, in PostgreSQL. */
public final class JdbcContracts {

    private final Database database;

    /** @param jitter spreads the pauses before a deadlocked transaction is tried again */
    public JdbcContracts(DataSource dataSource, RandomGenerator jitter) {
        this.database = new Database(dataSource, jitter, DataAccessResourceFailureException::new);
    }

    /** The tasks that write a dataset or read it, as the DAGs in force declare. */
    public List<ContractUse> uses(String dataset) {
        return database.inTransaction(
                "look up who counts on a dataset",
                connection -> Database.list(
                        connection,
                        ContractSql.SELECT_USES,
                        statement -> statement.setString(1, dataset),
                        row -> new ContractUse(
                                row.text("role").equals("outlet"),
                                row.text("dag_id"),
                                row.text("task_id"),
                                row.jsonOrNull("contract", ContractSpec.class))));
    }

    static List<String> readers(Connection connection, String dataset) throws SQLException {
        return Database.list(
                connection,
                ContractSql.SELECT_READERS,
                statement -> statement.setString(1, dataset),
                row -> row.text("reader"));
    }
}
