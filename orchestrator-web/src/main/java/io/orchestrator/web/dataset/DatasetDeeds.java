package io.orchestrator.web.dataset;

import io.orchestrator.protocol.Json;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.audit.AuditLog;
import io.orchestrator.web.dataset.DatasetAnswer.Version;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people do to datasets, audited in the transaction of the deed. */
@Component
class DatasetDeeds {

    private static final String HOLD_DATASET = "SELECT name FROM dataset WHERE name = :name FOR UPDATE";

    private static final String PUBLISH = """
            UPDATE dataset_version v
            SET state = 'published', number = coalesce(newest.number, 0) + 1,
                base = CASE WHEN d.append_only THEN coalesce(newest.base, 1) ELSE coalesce(newest.number, 0) + 1 END,
                published_at = now(), published_by = :user, reason = :reason
            FROM dataset d LEFT JOIN LATERAL (
                SELECT n.number, n.base FROM dataset_version n WHERE n.dataset = d.name AND n.number IS NOT NULL
                ORDER BY n.number DESC LIMIT 1) newest ON true
            WHERE d.name = v.dataset AND v.version_id = :id AND v.state = 'quarantined'
            RETURNING v.number""";

    private static final String TAG_AS_WANTED = """
            INSERT INTO dataset_tag (dataset, tag, number, moved_by, moved_at)
            SELECT v.dataset, w.tag, v.number, :user, now()
            FROM dataset_version v CROSS JOIN LATERAL jsonb_array_elements_text(v.tags) AS w (tag) WHERE v.version_id = :id
            ORDER BY w.tag
            ON CONFLICT (dataset, tag) DO UPDATE
            SET number = excluded.number, run_key = NULL, moved_by = excluded.moved_by, moved_at = excluded.moved_at""";

    private static final String TELL = """
            WITH caused AS (
                INSERT INTO asset_event (asset_id, at, extra, dag_id, task_id, run_id, map_index, aliases)
                SELECT a.asset_id, now(), jsonb_build_object('version', v.number, 'published_by', v.published_by),
                       v.dag_id, v.task_id, v.run_id, v.map_index, '{}'
                FROM dataset_version v JOIN asset a ON a.name = v.dataset AND a.uri = 'dataset:' || v.dataset
                WHERE v.version_id = :id
                RETURNING event_id, asset_id)
            INSERT INTO asset_queue (dag_id, event_id, asset_id)
            SELECT f.dag_id, c.event_id, c.asset_id FROM caused c CROSS JOIN LATERAL asset_followers(c.asset_id) AS f (dag_id)""";

    private static final String TAG = """
            INSERT INTO dataset_tag (dataset, tag, number, moved_by, moved_at) VALUES (:name, :tag, :number, :user, now())
            ON CONFLICT (dataset, tag) DO UPDATE
            SET number = excluded.number, run_key = NULL, moved_by = excluded.moved_by, moved_at = excluded.moved_at""";

    private static final String UNTAG = "DELETE FROM dataset_tag WHERE dataset = :name AND tag = :tag";

    private static final String KEEP = "UPDATE dataset_version SET held = :held WHERE version_id = :id";

    private final JdbcClient database;
    private final AuditLog audit;

    DatasetDeeds(JdbcClient database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /**
     * Publishes what checks did not let pass, as the next version; whoever follows the dataset hears of it.
     *
     * @param reason for people, not blank
     * @return its number
     * @throws ApiRefusal 409 if it is published by now
     */
    @Transactional
    public long publish(Version version, String reason, String user) {
        database.sql(HOLD_DATASET)
                .param("name", version.dataset())
                .query(String.class)
                .single();
        var number = database.sql(PUBLISH)
                .param("id", version.id())
                .param("user", user)
                .param("reason", reason)
                .query(Long.class)
                .optional()
                .orElseThrow(
                        () -> ApiRefusal.conflict("The version with id `%d` of the dataset `%s` is published already"
                                .formatted(version.id(), version.dataset())));
        database.sql(TAG_AS_WANTED)
                .param("id", version.id())
                .param("user", user)
                .update();
        database.sql(TELL).param("id", version.id()).update();
        audit(version, "dataset.publish_anyway", user, number, "reason", reason);
        return number;
    }

    @Transactional
    public void tag(Version version, long number, String tag, String user) {
        database.sql(TAG)
                .param("name", version.dataset())
                .param("tag", tag)
                .param("number", number)
                .param("user", user)
                .update();
        audit(version, "dataset.tag", user, number, "tag", tag);
    }

    /** False: no version had it. */
    @Transactional
    public boolean untag(String dataset, String tag, String user) {
        if (database.sql(UNTAG).param("name", dataset).param("tag", tag).update() == 0) {
            return false;
        }
        audit.add(AuditLog.Deed.of(user, "dataset.untag")
                .with(Json.MAPPER.createObjectNode().put("dataset", dataset).put("tag", tag)));
        return true;
    }

    @Transactional
    public void keep(Version version, long number, boolean held, String user) {
        database.sql(KEEP).param("id", version.id()).param("held", held).update();
        audit(version, held ? "dataset.hold" : "dataset.release", user, number, "dag", version.dagId());
    }

    private void audit(Version version, String action, String user, long number, String what, String value) {
        audit.add(AuditLog.Deed.of(user, action)
                .onTask(version.dagId(), version.dagRunId(), version.taskId())
                .with(Json.MAPPER
                        .createObjectNode()
                        .put("dataset", version.dataset())
                        .put("number", number)
                        .put(what, value)));
    }
}
