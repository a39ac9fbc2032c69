package io.orchestrator.core.feature.jdbc;

/** Statements on {@code online_feature}. */
final class OnlineFeatureSql {

    /** Takes what is not older than what is there. In the order of entities, so that two at once do not wait for each other in a ring. */
    static final String UPSERT = """
            INSERT INTO online_feature (view, entity, event_ts, expires_at, features)
            SELECT DISTINCT ON (u.entity) u.view, u.entity, instant_of_micros(u.event_ts), instant_of_micros(u.expires_at),
                   u.features::jsonb
            FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[])
                 WITH ORDINALITY AS u (view, entity, event_ts, expires_at, features, place)
            ORDER BY u.entity, u.event_ts DESC, u.place DESC
            ON CONFLICT (view, entity) DO UPDATE
            SET event_ts = excluded.event_ts, expires_at = excluded.expires_at, features = excluded.features, written_at = now()
            WHERE excluded.event_ts >= online_feature.event_ts""";

    /** Some entities of a view. */
    static final String SELECT = """
            SELECT entity, event_ts, expires_at, features::text AS features FROM online_feature
            WHERE view = ? AND entity = ANY (?) AND (expires_at IS NULL OR expires_at > now())""";

    /** Forgets a view. */
    static final String DELETE = """
            DELETE FROM online_feature WHERE view = ?""";

    private OnlineFeatureSql() {}
}
