package io.orchestrator.core.run;

import java.util.Locale;

/** What asked for a run. */
public enum RunType {
    SCHEDULED,
    MANUAL,
    BACKFILL,
    ASSET_TRIGGERED;

    /** The name in tables, run ids and the API: {@code asset_triggered}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if no type has that key */
    public static RunType of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
