package io.orchestrator.web.security;

import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.database.Columns;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** What whoever asks may do with DAGs. Lists show what it lets through; whoever changes rows of a list asks for each. */
@Component
public class Access {

    private static final String GRANTED =
            "SELECT dag_id FROM dag WHERE dag_id = ANY (:dags::text[]) OR tags && :labels::text[]";

    private final JdbcClient database;

    Access(JdbcClient database) {
        this.database = database;
    }

    /** What whoever asks just now is granted; without a login nothing. */
    public static Grants granted() {
        var login = SecurityContextHolder.getContext().getAuthentication();
        return login != null && login.getPrincipal() instanceof Person person ? person.grants() : Grants.NONE;
    }

    /** The role on a DAG, by its row; one that is not there gives what holds everywhere. */
    public Role on(String dagId) {
        var granted = granted();
        if (granted.some().isEmpty()) {
            return granted.everywhere();
        }
        return database.sql("SELECT tags FROM dag WHERE dag_id = :dag")
                .param("dag", dagId)
                .query((row, number) -> granted.on(dagId, Columns.texts(row, "tags")))
                .optional()
                .orElse(granted.everywhere());
    }

    /**
     * @throws ApiRefusal 404 as if there were no such DAG, if it may not even be seen
     * @throws AccessDeniedException if it may be seen, but not that
     */
    public void check(String dagId, Right right) {
        var role = on(dagId);
        if (!role.includes(Role.VIEWER)) {
            throw missing(dagId);
        }
        if (!role.includes(right.role())) {
            throw new AccessDeniedException("%s is not allowed on DAG %s".formatted(right, dagId));
        }
    }

    static ApiRefusal missing(String dagId) {
        return ApiRefusal.notFound("The Dag with ID: `%s` was not found".formatted(dagId));
    }

    /** The only DAGs where that is allowed; empty: it is allowed on all. */
    public Optional<Set<String>> dags(Right right) {
        var granted = granted();
        if (granted.everywhere().includes(right.role())) {
            return Optional.empty();
        }
        return Optional.of(database.sql(GRANTED)
                .param("dags", array(granted.names(Grants.Kind.DAG, right.role())))
                .param("labels", array(granted.names(Grants.Kind.LABEL, right.role())))
                .query((row, number) -> row.getString("dag_id"))
                .set());
    }

    /** Whether it is allowed on every DAG. */
    public boolean everywhere(Right right) {
        return granted().everywhere().includes(right.role());
    }

    /** The same for a statement: an array of ids, or null: all DAGs. */
    public String @Nullable [] dagArray(Right right) {
        return dags(right).map(ids -> ids.toArray(String[]::new)).orElse(null);
    }

    /**
     * Rows of the DAGs where that is allowed.
     *
     * @param property which has the DAG's id
     */
    public <T> Specification<T> rows(String property, Right right) {
        return rows(property, dags(right));
    }

    /**
     * @param property which has the DAG's id
     * @param dags the only ones; empty: all
     */
    public static <T> Specification<T> rows(String property, Optional<Set<String>> dags) {
        return dags.<Specification<T>>map(ids -> (row, query, build) ->
                        ids.isEmpty() ? build.disjunction() : row.get(property).in(ids))
                .orElse(Specification.unrestricted());
    }

    private static String[] array(List<String> names) {
        return names.toArray(String[]::new);
    }
}
