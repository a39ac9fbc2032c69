package io.orchestrator.web.run;

import io.orchestrator.core.run.DagRunState;
import io.orchestrator.web.api.Filters;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.dag.DagRow;
import io.orchestrator.web.dag.DagsByRuns;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Component;

/** DAGs with a run in some state or time, or whose last run is in some state. */
@Component
class RunsOfDags implements DagsByRuns {

    private static final Map<String, String> RANGES =
            Map.of("dag_run_start_date", "startedAt", "dag_run_end_date", "endedAt");
    private static final List<String> STATES =
            Arrays.stream(DagRunState.values()).map(DagRunState::key).toList();

    @Override
    public Specification<DagRow> filter(Query query) {
        return withRun(query).and(withLast(query));
    }

    private static Specification<DagRow> withRun(Query query) {
        var states = query.texts("dag_run_state");
        states.forEach(state -> check("dag_run_state", state));
        Specification<DagRunRow> wanted = states.isEmpty() ? Filters.all() : Filters.in("state", states);
        var asked = !states.isEmpty()
                || Filters.rangeParameters(RANGES.keySet()).stream()
                        .anyMatch(name -> query.text(name).isPresent());
        return asked ? withRun(wanted.and(Filters.ranges(query, RANGES))) : Filters.all();
    }

    private static Specification<DagRow> withLast(Query query) {
        var state = query.text("last_dag_run_state");
        state.ifPresent(word -> check("last_dag_run_state", word));
        return state.map(word -> withRun(Filters.<DagRunRow>equal("state", word).and(isLast())))
                .orElse(Filters.all());
    }

    private static void check(String parameter, String state) {
        if (!STATES.contains(state)) {
            throw Query.invalid(parameter, "'%s' is none of: %s".formatted(state, String.join(", ", STATES)));
        }
    }

    private static Specification<DagRunRow> isLast() {
        return (run, query, build) -> {
            var newest = query.subquery(Long.class);
            var other = newest.from(DagRunRow.class);
            newest.select(build.max(other.get("runKey"))).where(build.equal(other.get("dagId"), run.get("dagId")));
            return build.equal(run.get("runKey"), newest);
        };
    }

    private static Specification<DagRow> withRun(Specification<DagRunRow> wanted) {
        return (dag, query, build) -> {
            var there = query.subquery(Integer.class);
            var run = there.from(DagRunRow.class);
            var predicate = wanted.toPredicate(run, build.createQuery(DagRunRow.class), build);
            var ofDag = build.equal(run.get("dagId"), dag.get("dagId"));
            there.select(build.literal(1)).where(predicate == null ? ofDag : build.and(ofDag, predicate));
            return build.exists(there);
        };
    }
}
