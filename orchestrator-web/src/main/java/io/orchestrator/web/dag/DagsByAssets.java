package io.orchestrator.web.dag;

import io.orchestrator.web.api.Query;
import java.util.Locale;
import java.util.Set;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Filters DAGs by the assets that they follow. */
@Component
class DagsByAssets {

    static final String[] PARAMETERS = {"has_asset_schedule", "asset_dependency"};

    private static final String FOLLOWING = """
            SELECT DISTINCT u.dag_id
            FROM asset_use u
            LEFT JOIN asset a ON a.active
                  AND (u.kind IN ('asset', 'named') AND a.name = u.name OR u.kind IN ('asset', 'at') AND a.uri = u.uri)
            WHERE u.role = 'schedule'
              AND (strpos(lower(u.name), :text) > 0 OR strpos(lower(u.uri), :text) > 0
                   OR strpos(lower(a.name), :text) > 0 OR strpos(lower(a.uri), :text) > 0)
            """;

    private final JdbcClient database;

    DagsByAssets(JdbcClient database) {
        this.database = database;
    }

    Specification<DagRow> filter(Query query) {
        Specification<DagRow> follows = query.flag("has_asset_schedule")
                .<Specification<DagRow>>map(wanted -> among(following(""), wanted))
                .orElse(Specification.unrestricted());
        return follows.and(query.text("asset_dependency")
                .<Specification<DagRow>>map(text -> among(following(text.toLowerCase(Locale.ROOT)), true))
                .orElse(Specification.unrestricted()));
    }

    private static Specification<DagRow> among(Set<String> dagIds, boolean wanted) {
        return (dag, criteria, build) -> {
            var among =
                    dagIds.isEmpty() ? build.disjunction() : dag.get("dagId").in(dagIds);
            return wanted ? among : build.not(among);
        };
    }

    /** @param text a part of an asset's name or address, in lower case */
    private Set<String> following(String text) {
        return database.sql(FOLLOWING)
                .param("text", text)
                .query((row, number) -> row.getString("dag_id"))
                .set();
    }
}
