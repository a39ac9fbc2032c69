package io.orchestrator.web.dag;

import io.orchestrator.core.run.DagRunState;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.api.Totals;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;

/** How many runs each DAG has in each state. */
@ApiEndpoint
@Needs(Right.SEE)
class DagStatApi {

    private static final String COUNT = """
            SELECT d.dag_id, r.state, count(r.run_key) AS runs
            FROM dag d LEFT JOIN dag_run r ON r.dag_id = d.dag_id AND r.settled = :settled
            WHERE d.active AND (:visible::text[] IS NULL OR d.dag_id = ANY (:visible::text[])) AND (cardinality(:dags::text[]) = 0 OR d.dag_id = ANY (:dags::text[]))
            GROUP BY 1, 2 ORDER BY 1
            """;

    private final JdbcClient database;
    private final Access access;
    private final Totals totals;

    DagStatApi(JdbcClient database, Access access, Totals totals) {
        this.totals = totals;
        this.database = database;
        this.access = access;
    }

    record Stats(List<OfDag> dags, int totalEntries) {}

    record OfDag(String dagId, String dagDisplayName, List<OfState> stats) {}

    record OfState(String state, int count) {}

    private record Line(String dagId, String state, int runs) {}

    private record Lines(List<Line> all) {}

    @GetMapping("/api/v2/dagStats")
    Stats list(HttpServletRequest request) {
        var wanted = Query.of(request, Set.of("dag_ids")).texts("dag_ids").toArray(String[]::new);
        var visible = access.dagArray(Right.SEE);
        var counts = new TreeMap<String, Map<String, Integer>>();
        // What goes on is counted each time, by an index; what has ended is much.
        var settled = totals.of(
                List.of("dag stats", Set.of(wanted), visible == null ? "all" : Set.of(visible)),
                Lines.class,
                () -> lines(wanted, visible, true));
        Stream.concat(settled.all().stream(), lines(wanted, visible, false).all().stream())
                .forEach(line -> counts.computeIfAbsent(line.dagId(), id -> new HashMap<>())
                        .merge(line.state(), line.runs(), Integer::sum));
        var dags = counts.entrySet().stream()
                .map(dag -> new OfDag(dag.getKey(), dag.getKey(), ofStates(dag.getValue())))
                .toList();
        return new Stats(dags, dags.size());
    }

    private Lines lines(String[] wanted, String @Nullable [] visible, boolean settled) {
        return new Lines(database.sql(COUNT)
                .param("dags", wanted)
                .param("visible", visible)
                .param("settled", settled)
                .query((row, number) ->
                        new Line(row.getString("dag_id"), String.valueOf(row.getString("state")), row.getInt("runs")))
                .list());
    }

    /** Every state, also those that no run has. */
    private static List<OfState> ofStates(Map<String, Integer> counts) {
        return Arrays.stream(DagRunState.values())
                .map(state -> new OfState(state.key(), counts.getOrDefault(state.key(), 0)))
                .toList();
    }
}
