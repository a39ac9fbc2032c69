package io.orchestrator.protocol.graph;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What decides on a task beside its trigger rule. Everything but the role may be missing.
 *
 * @param group the innermost group it is in, or null
 * @param past that it depends on the run before, or null
 * @param decision that it decides on the tasks after it, or null
 * @param mapping that it is mapped by itself, or null; a task of a mapped group has the mapping of its group
 * @param startDate the first logical date it has an instance for, or null
 * @param endDate the last one, or null
 */
public record ControlSpec(
        TaskRole role,
        @Nullable String group,
        @Nullable PastSpec past,
        @Nullable DecisionSpec decision,
        @Nullable MapSpec mapping,
        @Nullable Instant startDate,
        @Nullable Instant endDate) {

    public static final ControlSpec PLAIN = of(TaskRole.WORK);

    public ControlSpec {
        role = role == null ? TaskRole.WORK : role;
    }

    public static ControlSpec of(TaskRole role) {
        return new ControlSpec(role, null, null, null, null, null, null);
    }

    public ControlSpec inGroup(@Nullable String id) {
        return new ControlSpec(role, id, past, decision, mapping, startDate, endDate);
    }

    public ControlSpec withPast(@Nullable PastSpec spec) {
        return new ControlSpec(role, group, spec, decision, mapping, startDate, endDate);
    }

    public ControlSpec withDecision(@Nullable DecisionSpec spec) {
        return new ControlSpec(role, group, past, spec, mapping, startDate, endDate);
    }

    public ControlSpec withMapping(@Nullable MapSpec spec) {
        return new ControlSpec(role, group, past, decision, spec, startDate, endDate);
    }

    public ControlSpec between(@Nullable Instant first, @Nullable Instant last) {
        return new ControlSpec(role, group, past, decision, mapping, first, last);
    }
}
