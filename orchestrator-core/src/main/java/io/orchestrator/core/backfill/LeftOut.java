package io.orchestrator.core.backfill;

import java.util.Locale;

/** Why a date of a backfill gets no run of it. */
public enum LeftOut {
    EXISTS("already exists"),
    IN_FLIGHT("in flight"),
    UNWRITABLE("cannot be written");

    private final String phrase;

    LeftOut(String phrase) {
        this.phrase = phrase;
    }

    /** For people: {@code already exists}. */
    public String phrase() {
        return phrase;
    }

    /** The name in tables: {@code in_flight}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is none with that key */
    public static LeftOut of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
