package io.orchestrator.integration.duckdb.feature;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the newest features of each entity, to be asked for by key. */
public interface OnlineStore {

    /**
     * Puts rows; of one view and key, the row with the newest event stays, of the same event that which was created last. So a late or
     * repeated run never goes back in time.
     *
     * @throws Exception if they could not be put; some may have been, and all may be put again
     */
    void put(String view, List<Row> rows) throws Exception;

    /**
     * Asks for rows.
     *
     * @return by key; those that there are
     */
    Map<String, Row> get(String view, Collection<String> keys) throws Exception;

    /**
     * What is kept of an entity.
     *
     * @param key see {@link FeatureView#key}
     * @param values by feature, plain: texts, whole numbers, doubles, booleans, null; also after they were JSON
     */
    record Row(String key, Instant eventTime, Instant created, Map<String, @Nullable Object> values) {

        /** Whether this one stays when both are put. */
        public boolean isNewerThan(Row other) {
            int byEvent = eventTime.compareTo(other.eventTime);
            return byEvent > 0 || byEvent == 0 && !created.isBefore(other.created);
        }
    }
}
