package io.orchestrator.web.dag;

import io.orchestrator.core.asset.AssetKey;
import io.orchestrator.core.asset.Follows;
import io.orchestrator.core.asset.QueuedAsset;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.web.database.Columns;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which of the assets that a DAG follows have come since its last run took their events. */
@Component
class DagFollows {

    private static final String CAME = """
            SELECT a.name, a.uri,
                   ARRAY (SELECT t.alias FROM asset_alias_target t WHERE t.asset_id = a.asset_id) AS aliases
            FROM asset a WHERE a.asset_id IN (SELECT q.asset_id FROM asset_queue q WHERE q.dag_id = :dag)
            """;

    private final JdbcClient database;

    DagFollows(JdbcClient database) {
        this.database = database;
    }

    /** @param came it has events that no run of the DAG has taken */
    record Followed(String name, boolean came) {}

    /** Empty: the DAG follows none. */
    List<Followed> of(DagGraph graph) {
        var assets = graph.assets();
        if (assets == null) {
            return List.of();
        }
        return Follows.parts(assets.condition(), came(graph.dagId())).entrySet().stream()
                .map(part -> new Followed(part.getKey().label(), part.getValue()))
                .toList();
    }

    /** Whether enough has come for a run. */
    boolean isMet(DagGraph graph) {
        var assets = graph.assets();
        return assets != null && Follows.isMet(assets.condition(), came(graph.dagId()));
    }

    private List<QueuedAsset> came(String dagId) {
        return database.sql(CAME)
                .param("dag", dagId)
                .query((row, number) -> new QueuedAsset(
                        dagId,
                        new AssetKey(row.getString("name"), row.getString("uri")),
                        Columns.texts(row, "aliases")))
                .list();
    }
}
