package io.orchestrator.web.dag;

import io.orchestrator.core.dataset.BrokenContract;
import io.orchestrator.web.database.Columns;
import io.orchestrator.web.security.Access;
import io.orchestrator.web.security.Right;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What DAGs in force promise less of datasets than others count on; between DAGs that whoever asks may see. */
@Component
class BrokenContracts {

    private static final String FIND = """
            SELECT about.dag_id, b.* FROM broken_contract b
            JOIN dag p ON p.dag_id = b.producer JOIN dag r ON r.dag_id = b.reader
            CROSS JOIN LATERAL (SELECT b.producer UNION SELECT b.reader) AS about (dag_id)
            WHERE p.active AND r.active AND (:dag::text IS NULL OR about.dag_id = :dag)
              AND (:visible::text[] IS NULL OR b.producer = ANY (:visible::text[]) AND b.reader = ANY (:visible::text[]))
            ORDER BY about.dag_id, b.dataset, b.producer, b.reader, b.reader_task
            """;

    private final JdbcClient database;
    private final Access access;

    BrokenContracts(JdbcClient database, Access access) {
        this.database = database;
        this.access = access;
    }

    /**
     * One, as it is told of a DAG.
     *
     * @param dagId its producer, or its reader
     * @param at when it was broken
     */
    record About(String dagId, BrokenContract contract, Instant at) {}

    /** @param dagId of which DAG alone; null: of all */
    List<About> find(@Nullable String dagId) {
        return database.sql(FIND)
                .param("dag", dagId)
                .param("visible", access.dagArray(Right.SEE))
                .query((row, number) -> new About(
                        row.getString("dag_id"),
                        new BrokenContract(
                                row.getString("producer"),
                                row.getString("dataset"),
                                row.getString("reader"),
                                row.getString("reader_task"),
                                row.getString("missing")),
                        Columns.some(row, "at")))
                .list();
    }
}
