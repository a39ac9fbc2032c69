package io.orchestrator.core.decide;

/**
 * How places at workers are shared between classes of work while all of them have work: in proportion to these numbers. What a
 * class does not use, the others get. Within a class all DAGs have the same share.
 */
public record ShareSettings(int live, int manual, int retry, int backfill) {

    public static final ShareSettings DEFAULT = new ShareSettings(60, 20, 10, 10);

    public ShareSettings {
        if (live < 1 || manual < 1 || retry < 1 || backfill < 1) {
            throw new IllegalArgumentException("the shares of work are live " + live + ", manual " + manual + ", retry "
                    + retry + ", backfill " + backfill + ": each must be 1 or more, or its work would wait for ever");
        }
    }

    public int of(WorkClass work) {
        return switch (work) {
            case LIVE -> live;
            case MANUAL -> manual;
            case RETRY -> retry;
            case BACKFILL -> backfill;
        };
    }
}
