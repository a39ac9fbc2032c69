package io.orchestrator.web.asset;

import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.security.Access;
import io.orchestrator.web.security.Right;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The assets that somebody may see: those that a DAG names which they may see. */
@Component
class VisibleAssets {

    private static final String NAMED = """
            SELECT a.asset_id FROM asset a JOIN asset_use u
                ON u.kind = 'asset' AND u.name = a.name AND u.uri = a.uri OR u.kind = 'named' AND u.name = a.name
                   OR u.kind = 'at' AND u.uri = a.uri
            WHERE u.dag_id = ANY (:dags::text[]) AND (:role::text IS NULL OR u.role = :role)
            UNION
            SELECT t.asset_id FROM asset_alias_target t JOIN asset_use u ON u.kind = 'alias' AND u.name = t.alias
            WHERE u.dag_id = ANY (:dags::text[]) AND (:role::text IS NULL OR u.role = :role)
            """;

    private static final String ALIASES = """
            SELECT DISTINCT name FROM asset_use WHERE kind = 'alias' AND dag_id = ANY (:dags::text[])
            """;

    private final JdbcClient database;
    private final Access access;
    private final AssetRows rows;

    VisibleAssets(JdbcClient database, Access access, AssetRows rows) {
        this.database = database;
        this.access = access;
        this.rows = rows;
    }

    /** Assets that somebody may see. */
    <T> Specification<T> rows(String property) {
        return among(property, access.dagArray(Right.SEE));
    }

    /** Assets that one of these DAGs names; null: any. */
    <T> Specification<T> among(String property, String @Nullable [] dags) {
        if (dags == null) {
            return Specification.unrestricted();
        }
        var ids = named(dags, null);
        return (row, query, build) ->
                ids.isEmpty() ? build.disjunction() : row.get(property).in(ids);
    }

    /** Aliases that somebody may see. */
    Specification<AssetAliasRow> aliases() {
        var dags = access.dagArray(Right.SEE);
        if (dags == null) {
            return Specification.unrestricted();
        }
        var names = database.sql(ALIASES)
                .param("dags", dags)
                .query((row, number) -> row.getString("name"))
                .set();
        return (row, query, build) ->
                names.isEmpty() ? build.disjunction() : row.get("name").in(names);
    }

    /** Whether somebody may say that an asset was updated: who operates all DAGs, or one that produces it. */
    boolean mayUpdate(long assetId) {
        var dags = access.dagArray(Right.OPERATE);
        return dags == null || named(dags, "outlet").contains(assetId);
    }

    private Set<Long> named(String[] dags, @Nullable String role) {
        return database.sql(NAMED)
                .param("dags", dags)
                .param("role", role)
                .query((row, number) -> row.getLong("asset_id"))
                .set();
    }

    /** @throws ApiRefusal 404 if there is no such asset, or somebody may not see it */
    AssetRow find(long assetId) {
        Specification<AssetRow> visible = rows("assetId");
        return rows
                .findAll(visible.and((row, query, build) -> build.equal(row.get("assetId"), assetId)), Sort.unsorted())
                .stream()
                .findFirst()
                .orElseThrow(() -> ApiRefusal.notFound("The Asset with ID: `%d` was not found".formatted(assetId)));
    }

    /** The DAGs that somebody may see; null: all. */
    String @Nullable [] dags() {
        return access.dagArray(Right.SEE);
    }
}
