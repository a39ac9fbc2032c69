package io.orchestrator.web.security;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a user may do; each role includes the ones before it. */
public enum Role {
    /** Nothing, or nothing everywhere: what holds for some DAGs is granted by itself. */
    NONE,
    /** Looks at DAGs, runs and logs. */
    VIEWER,
    /** Triggers, clears, marks, pauses, backfills, writes notes. */
    OPERATOR,
    /** Deploys bundles; pools, variables, connections. */
    EDITOR,
    /** Users, everybody's tokens, the audit log. */
    ADMIN;

    /** The name in the table, and in answers. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if no role has that key */
    public static Role of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    Role atMost(Role other) {
        return includes(other) ? other : this;
    }

    Role orMore(Role other) {
        return includes(other) ? this : other;
    }
}
