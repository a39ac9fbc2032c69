package io.orchestrator.web.feature;

import io.orchestrator.web.api.Totals;
import io.orchestrator.web.database.Columns;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells which views have online features. Counting reads all of them, so what took long is kept for a while. */
@Component
class FeatureViews {

    private static final int MOST = 200;

    /** The names of features are those of one entity: all of a view have the same. */
    private static final String VIEWS = """
            SELECT counted.*, ARRAY (
                SELECT jsonb_object_keys(one.features) FROM (
                    SELECT features FROM online_feature f WHERE f.view = counted.view ORDER BY f.entity LIMIT 1) one
                ORDER BY 1) AS names
            FROM (
                SELECT view, count(*) AS entities, count(*) FILTER (WHERE expires_at <= now()) AS expired,
                       max(event_ts) AS newest, max(written_at) AS written
                FROM online_feature GROUP BY view ORDER BY view LIMIT :most) counted
            ORDER BY view""";

    private final JdbcClient database;
    private final Totals totals;

    FeatureViews(JdbcClient database, Totals totals) {
        this.database = database;
        this.totals = totals;
    }

    private record All(List<View> views) {}

    /**
     * A view.
     *
     * @param expired how many of the entities are not told any more
     * @param newest the time of the newest event
     * @param written when somebody wrote last
     */
    record View(String name, long entities, long expired, Instant newest, Instant written, List<String> features) {

        /** A count as people read it. */
        public String said(long count) {
            return "%,d".formatted(count);
        }
    }

    /** By name. */
    List<View> list() {
        return totals.of(All.class, All.class, this::read).views();
    }

    private All read() {
        return new All(database.sql(VIEWS)
                .param("most", MOST)
                .query((row, number) -> new View(
                        row.getString("view"),
                        row.getLong("entities"),
                        row.getLong("expired"),
                        Columns.some(row, "newest"),
                        Columns.some(row, "written"),
                        Columns.texts(row, "names")))
                .list());
    }
}
