package io.orchestrator.sdk;

import org.jspecify.annotations.Nullable;

/**
 * A run begins when these assets have been updated since the run before took their events; with a time schedule, also when that
 * says so. Such runs have no logical date.
 *
 * @param condition which assets
 * @param taking which of the events that have come a run takes
 * @param time runs by time too, or null
 */
public record OnAssets(
        AssetExpression condition, Taking taking, @Nullable Schedule time) implements Schedule {

    public OnAssets {
        if (time != null) {
            Checks.fires("OnAssets", time);
        }
    }

    /** Which of the events that have come a run takes. No event is taken twice. */
    public enum Taking {
        /** All that have come. */
        ALL,
        /** The oldest of each asset, so that each event gets a run of its own. */
        EACH,
        /** The newest of each asset; older ones are passed over. */
        LATEST
    }

    /** When this holds, such as {@code orders.and(customers.or(prices))}. */
    public static OnAssets when(AssetExpression condition) {
        return new OnAssets(condition, Taking.ALL, null);
    }

    /** When all of these have been updated. */
    public static OnAssets all(AssetExpression... assets) {
        return when(AssetExpression.all(assets));
    }

    /** When one of these has been updated. */
    public static OnAssets any(AssetExpression... assets) {
        return when(AssetExpression.any(assets));
    }

    /** A run for each event, one after the other. */
    public OnAssets each() {
        return new OnAssets(condition, Taking.EACH, time);
    }

    /** A run takes the newest event of each asset; older ones are passed over. */
    public OnAssets latest() {
        return new OnAssets(condition, Taking.LATEST, time);
    }

    /** Runs also when this schedule says so, whatever the assets do. */
    public OnAssets orAt(Schedule schedule) {
        return new OnAssets(condition, taking, schedule);
    }

    /** When runs are due by time. */
    public Schedule timePart() {
        return time == null ? new Manual() : time;
    }
}
