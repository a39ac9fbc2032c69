package io.orchestrator.core.task;

import java.util.Locale;

/** The states of an attempt. All but the first two are final for ever. */
public enum AttemptState {
    QUEUED,
    RUNNING,
    SUCCESS,
    FAILED,
    /** User code said that there is nothing to do. */
    SKIPPED,
    /** It has not found what it looks for; another one looks again. */
    RESCHEDULED,
    /** It has left work for another one, which goes on later. */
    DEFERRED,
    /** Ended on request: cancelled, cleared or marked. */
    STOPPED,
    /** Its worker's lease ended. */
    LOST,
    /** The worker gave it back before user code was called. */
    HANDED_BACK;

    public boolean isFinal() {
        return this != QUEUED && this != RUNNING;
    }

    /** The name in tables and the API. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if no state has that key */
    public static AttemptState of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
