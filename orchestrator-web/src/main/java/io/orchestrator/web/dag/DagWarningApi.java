package io.orchestrator.web.dag;

import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.Paging;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.database.Columns;
import io.orchestrator.web.security.Access;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * What is doubtful about DAGs that can be described: of Airflow's three kinds, the pool that nobody has created, and what
 * {@link BrokenContracts} knows as conflicts of assets.
 */
@ApiEndpoint
@Needs(Right.SEE)
class DagWarningApi {

    private static final String CONFLICT = "asset conflict";
    private static final String NO_POOL = "non-existent pool";
    private static final Set<String> KINDS = Set.of(CONFLICT, NO_POOL, "runtime varying value");
    private static final Set<String> PARAMETERS = Query.names(Paging.PARAMETERS, "dag_id", "warning_type");
    private static final String MISSING_POOLS = """
            SELECT d.dag_id, d.last_described, string_agg(DISTINCT t -> 'limits' ->> 'pool', ', ') AS pools
            FROM dag d JOIN dag_version v USING (dag_id, version), jsonb_array_elements(v.graph -> 'tasks') AS t
            WHERE d.active AND (:visible::text[] IS NULL OR d.dag_id = ANY (:visible::text[])) AND (:dag::text IS NULL OR d.dag_id = :dag)
              AND NOT EXISTS (SELECT FROM pool p WHERE p.name = coalesce(t -> 'limits' ->> 'pool', 'default_pool'))
            GROUP BY 1, 2 ORDER BY 1
            """;

    private final JdbcClient database;
    private final Access access;
    private final BrokenContracts contracts;

    DagWarningApi(JdbcClient database, Access access, BrokenContracts contracts) {
        this.contracts = contracts;
        this.database = database;
        this.access = access;
    }

    private static final String DAG_ID = "dagId";
    private static final String TIMESTAMP = "timestamp";
    private static final Map<String, Comparator<Warning>> ORDERS =
            Map.of(DAG_ID, Comparator.comparing(Warning::dagId), TIMESTAMP, Comparator.comparing(Warning::timestamp));

    record Warnings(List<Warning> dagWarnings, int totalEntries) {}

    record Warning(String dagId, String warningType, String message, Instant timestamp, String dagDisplayName) {}

    @GetMapping("/api/v2/dagWarnings")
    Warnings list(HttpServletRequest request) {
        var query = Query.of(request, PARAMETERS);
        var paging = Paging.of(query, Map.of("dag_id", DAG_ID, "timestamp", TIMESTAMP), Sort.by(DAG_ID));
        var kind = query.text("warning_type").orElse(null);
        if (kind != null && !KINDS.contains(kind)) {
            throw Query.invalid(
                    "warning_type",
                    "'%s' is none of: %s"
                            .formatted(kind, KINDS.stream().sorted().toList()));
        }
        var dagId = query.text("dag_id").orElse(null);
        var all = Stream.concat(
                        kind == null || kind.equals(NO_POOL) ? missingPools(dagId).stream() : Stream.empty(),
                        kind == null || kind.equals(CONFLICT) ? conflicts(dagId) : Stream.empty())
                .sorted(paging.order(ORDERS))
                .toList();
        return new Warnings(paging.of(all), all.size());
    }

    private Stream<Warning> conflicts(@Nullable String dagId) {
        return contracts.find(dagId).stream()
                .map(about ->
                        new Warning(about.dagId(), CONFLICT, about.contract().toString(), about.at(), about.dagId()));
    }

    private List<Warning> missingPools(@Nullable String dagId) {
        return database.sql(MISSING_POOLS)
                .param("dag", dagId)
                .param("visible", access.dagArray(Right.SEE))
                .query((row, number) -> new Warning(
                        row.getString("dag_id"),
                        NO_POOL,
                        "Its tasks name pools that do not exist, and wait for them: " + row.getString("pools"),
                        Columns.some(row, "last_described"),
                        row.getString("dag_id")))
                .list();
    }
}
