package io.orchestrator.core.decide;

import io.orchestrator.core.run.RunType;
import java.util.Locale;

/** Kinds of work that have shares of the places at workers. */
public enum WorkClass {
    /** Runs that a schedule or an asset asked for. */
    LIVE,
    /** Runs that a person or a program asked for. */
    MANUAL,
    /** Whatever was tried before, but for runs of backfills. */
    RETRY,
    BACKFILL;

    /** @param tries how often the task was tried before */
    public static WorkClass of(RunType type, int tries) {
        if (type == RunType.BACKFILL) {
            return BACKFILL;
        }
        if (tries > 0) {
            return RETRY;
        }
        return type == RunType.MANUAL ? MANUAL : LIVE;
    }

    /** As people write it: {@code live}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
