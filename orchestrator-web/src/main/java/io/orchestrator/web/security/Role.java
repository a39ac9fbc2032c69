package io.orchestrator.web.security;

import java.util.Locale;

/** What a user may do; each role includes the ones before it. */
public enum Role {
    /** Looks. */
    VIEWER,
    /** Triggers, clears, marks, pauses. */
    OPERATOR,
    /** Reads the audit log, and whatever is set up for everybody. */
    ADMIN;

    /** The name in the table. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if no role has that key */
    public static Role of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
