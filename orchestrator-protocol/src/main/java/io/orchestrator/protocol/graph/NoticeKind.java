package io.orchestrator.protocol.graph;

import java.util.Locale;

/** What people can be told of. */
public enum NoticeKind {
    RUN_FAILED,
    RUN_SUCCEEDED,
    /** For good: no try is left. */
    TASK_FAILED,
    /** A try has failed, and another one follows. */
    TASK_RETRY,
    DEADLINE_MISSED,
    /** By the engine, after too many failed runs. */
    DAG_PAUSED,
    /** A bundle, or a source in it, could not be described. */
    IMPORT_ERROR;

    /** The name in tables, settings and messages: {@code run_failed}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if no kind has that key */
    public static NoticeKind of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
