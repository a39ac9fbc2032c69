package io.orchestrator.web.dag;

import static io.orchestrator.web.api.Filters.equal;
import static io.orchestrator.web.api.Filters.like;

import io.orchestrator.web.api.Query;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.List;
import java.util.Set;
import org.springframework.data.jpa.domain.Specification;

/** Which DAGs a list is about. */
final class DagFilter {

    static final String[] PARAMETERS = {
        "tags",
        "tags_match_mode",
        "owners",
        "dag_id_pattern",
        "dag_display_name_pattern",
        "paused",
        "exclude_stale",
        "bundle_name",
        "bundle_version",
        "has_import_errors"
    };

    private static final Set<String> MATCH_MODES = Set.of("any", "all");

    private DagFilter() {}

    static Specification<DagRow> of(Query query) {
        Specification<DagRow> filter = Specification.unrestricted();
        // Airflow leaves out what is gone unless it is asked for.
        if (query.flag("exclude_stale").orElse(true)) {
            filter = filter.and(equal("active", true));
        }
        filter = filter.and(query.flag("paused")
                .<Specification<DagRow>>map(paused -> equal("paused", paused))
                .orElse(Specification.unrestricted()));
        for (var name : List.of("dag_id_pattern", "dag_display_name_pattern")) {
            filter = filter.and(query.text(name)
                    .<Specification<DagRow>>map(pattern -> like("dagId", pattern))
                    .orElse(Specification.unrestricted()));
        }
        filter = filter.and(text(query, "bundle_name", "bundle")).and(text(query, "bundle_version", "build"));
        return filter.and(holds("owners", query.texts("owners"), false))
                .and(holds("tags", query.texts("tags"), matchAll(query)))
                .and(broken(query));
    }

    private static Specification<DagRow> broken(Query query) {
        return query.flag("has_import_errors")
                .<Specification<DagRow>>map(wanted -> (dag, criteria, build) -> {
                    var there = criteria.subquery(Integer.class);
                    var error = there.from(ImportErrorRow.class);
                    there.select(build.literal(1))
                            .where(
                                    build.equal(error.get("bundle"), dag.get("bundle")),
                                    build.equal(error.get("source"), dag.get("source")));
                    return wanted ? build.exists(there) : build.not(build.exists(there));
                })
                .orElse(Specification.unrestricted());
    }

    private static Specification<DagRow> text(Query query, String parameter, String property) {
        return query.text(parameter)
                .<Specification<DagRow>>map(value -> equal(property, value))
                .orElse(Specification.unrestricted());
    }

    private static boolean matchAll(Query query) {
        var mode = query.text("tags_match_mode").orElse("any");
        if (!MATCH_MODES.contains(mode)) {
            throw Query.invalid("tags_match_mode", "'%s' is neither any nor all".formatted(mode));
        }
        return mode.equals("all");
    }

    /** A list of the DAG holds one of the values, or all of them. */
    private static Specification<DagRow> holds(String property, List<String> values, boolean all) {
        if (values.isEmpty()) {
            return Specification.unrestricted();
        }
        return (row, query, build) -> {
            var each = values.stream()
                    .map(value -> contains(row, build, property, value))
                    .toArray(Predicate[]::new);
            return all ? build.and(each) : build.or(each);
        };
    }

    private static Predicate contains(Root<DagRow> row, CriteriaBuilder build, String property, String value) {
        // Hibernate gives 0 where PostgreSQL gives null.
        var position = build.function("array_position", Integer.class, row.get(property), build.literal(value));
        return build.greaterThan(position, 0);
    }
}
