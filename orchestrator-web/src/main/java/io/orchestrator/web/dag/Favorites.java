package io.orchestrator.web.dag;

import io.orchestrator.web.api.Query;
import java.util.Set;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The DAGs that a person wants to find quickly. */
@Component
class Favorites {

    private final JdbcClient database;

    Favorites(JdbcClient database) {
        this.database = database;
    }

    Set<String> of(String username) {
        return database.sql("SELECT dag_id FROM dag_favorite WHERE username = :user")
                .param("user", username)
                .query((row, number) -> row.getString("dag_id"))
                .set();
    }

    /** {@code is_favorite}: only these, or all but these. */
    Specification<DagRow> filter(Query query, String username) {
        return query.flag("is_favorite")
                .<Specification<DagRow>>map(wanted -> {
                    var all = of(username);
                    return (dag, criteria, build) -> {
                        var among = dag.get("dagId").in(all);
                        return wanted ? among : build.not(among);
                    };
                })
                .orElse(Specification.unrestricted());
    }

    /** One that is there already stays. */
    void add(String dagId, String username) {
        database.sql("INSERT INTO dag_favorite (username, dag_id) VALUES (:user, :dag) ON CONFLICT DO NOTHING")
                .param("user", username)
                .param("dag", dagId)
                .update();
    }

    /** @return false: it was none */
    boolean remove(String dagId, String username) {
        return database.sql("DELETE FROM dag_favorite WHERE username = :user AND dag_id = :dag")
                        .param("user", username)
                        .param("dag", dagId)
                        .update()
                > 0;
    }
}
