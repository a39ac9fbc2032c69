package io.orchestrator.core.pool;

import io.orchestrator.protocol.graph.LimitSpec;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Slots that tasks of all DAGs share.
 *
 * @param slots how many there are; -1: no limit
 * @param description for people, or null
 * @param includeDeferred a task that is deferred keeps its slots until it goes on
 */
public record Pool(String name, int slots, @Nullable String description, boolean includeDeferred) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,200}");

    public boolean isLimited() {
        return slots >= 0;
    }

    /** Whether the attempts in a pool of that name are always counted in rows; in the default pool only while it has a limit. */
    public static boolean isAlwaysCounted(String name) {
        return !name.equals(LimitSpec.DEFAULT_POOL);
    }

    /** Whether a pool can have that name: 1 to 200 of the characters {@code A-Z a-z 0-9 _ . -}. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}
