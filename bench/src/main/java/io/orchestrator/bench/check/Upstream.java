package io.orchestrator.bench.check;

import io.orchestrator.protocol.graph.TriggerRule;

/**
 * The states of a task's upstream at some moment, and what they permit. Written from the description of the rules alone: it is
 * there to find mistakes of the engine, so it shares nothing with it.
 *
 * @param total without those that were removed
 * @param failed without those that failed because of their own upstream
 */
record Upstream(int total, int success, int failed, int upstreamFailed, int skipped) {

    static final Upstream NONE = new Upstream(0, 0, 0, 0, 0);

    /** @param state of one more; the empty string: it has not ended */
    Upstream with(String state) {
        return switch (state) {
            case "success" -> new Upstream(total + 1, success + 1, failed, upstreamFailed, skipped);
            case "failed" -> new Upstream(total + 1, success, failed + 1, upstreamFailed, skipped);
            case "upstream_failed" -> new Upstream(total + 1, success, failed, upstreamFailed + 1, skipped);
            case "skipped" -> new Upstream(total + 1, success, failed, upstreamFailed, skipped + 1);
            case "removed" -> this;
            default -> new Upstream(total + 1, success, failed, upstreamFailed, skipped);
        };
    }

    private boolean allEnded() {
        return success + failures() + skipped == total;
    }

    private int failures() {
        return failed + upstreamFailed;
    }

    boolean permits(TriggerRule rule) {
        if (total == 0) {
            return true;
        }
        return switch (rule) {
            case ALL_SUCCESS -> success == total;
            case ALL_FAILED -> failures() == total;
            case ALL_DONE -> allEnded();
            case ALL_DONE_MIN_ONE_SUCCESS -> allEnded() && skipped == 0 && success >= 1;
            case ALL_SKIPPED -> skipped == total;
            case ONE_FAILED -> failures() >= 1;
            case ONE_SUCCESS -> success >= 1;
            case ONE_DONE -> success + failed >= 1;
            case NONE_FAILED -> allEnded() && failures() == 0;
            case NONE_FAILED_MIN_ONE_SUCCESS -> allEnded() && failures() == 0 && success >= 1;
            case NONE_SKIPPED -> allEnded() && skipped == 0;
            case ALWAYS -> true;
        };
    }
}
