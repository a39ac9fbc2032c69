package io.orchestrator.protocol.graph;

/**
 * That events of assets start runs of a DAG, beside what its schedule does.
 *
 * @param taking which of the events that have come a run takes
 */
public record AssetTrigger(AssetCondition condition, Taking taking) {

    public AssetTrigger {
        taking = taking == null ? Taking.ALL : taking;
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
}
