package io.orchestrator.web.dag;

import io.orchestrator.core.run.DagRunState;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.security.Access;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;

/** How many runs each DAG has in each state. */
@ApiEndpoint
@Needs(Right.SEE)
class DagStatApi {

    private static final String COUNT = """
            SELECT d.dag_id, r.state, count(r.run_key) AS runs
            FROM dag d LEFT JOIN dag_run r USING (dag_id)
            WHERE d.active AND (:visible::text[] IS NULL OR d.dag_id = ANY (:visible::text[])) AND (cardinality(:dags::text[]) = 0 OR d.dag_id = ANY (:dags::text[]))
            GROUP BY 1, 2 ORDER BY 1
            """;

    private final JdbcClient database;
    private final Access access;

    DagStatApi(JdbcClient database, Access access) {
        this.database = database;
        this.access = access;
    }

    record Stats(List<OfDag> dags, int totalEntries) {}

    record OfDag(String dagId, String dagDisplayName, List<OfState> stats) {}

    record OfState(String state, int count) {}

    private record Line(String dagId, String state, int runs) {}

    @GetMapping("/api/v2/dagStats")
    Stats list(HttpServletRequest request) {
        var wanted = Query.of(request, Set.of("dag_ids")).texts("dag_ids").toArray(String[]::new);
        var counts = new TreeMap<String, Map<String, Integer>>();
        database.sql(COUNT)
                .param("dags", wanted)
                .param("visible", access.dagArray(Right.SEE))
                .query((row, number) ->
                        new Line(row.getString("dag_id"), String.valueOf(row.getString("state")), row.getInt("runs")))
                .list()
                .forEach(line -> counts.computeIfAbsent(line.dagId(), id -> new HashMap<>())
                        .put(line.state(), line.runs()));
        var dags = counts.entrySet().stream()
                .map(dag -> new OfDag(dag.getKey(), dag.getKey(), ofStates(dag.getValue())))
                .toList();
        return new Stats(dags, dags.size());
    }

    /** Every state, also those that no run has. */
    private static List<OfState> ofStates(Map<String, Integer> counts) {
        return Arrays.stream(DagRunState.values())
                .map(state -> new OfState(state.key(), counts.getOrDefault(state.key(), 0)))
                .toList();
    }
}
