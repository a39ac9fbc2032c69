package io.orchestrator.protocol.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param takesItem its first argument is the element that its copy of a mapped group is about
 * @param poke that it is a sensor, or null
 * @param waits that the engine does it in the place of a worker, or null
 */
public record ControlSpec(
        TaskRole role,
        @Nullable String group,
        @Nullable PastSpec past,
        @Nullable DecisionSpec decision,
        @Nullable MapSpec mapping,
        @Nullable Instant startDate,
        @Nullable Instant endDate,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean takesItem,

        @Nullable PokeSpec poke,
        @Nullable WaitSpec waits) {

    public static final ControlSpec PLAIN = of(TaskRole.WORK);

    public ControlSpec {
        role = role == null ? TaskRole.WORK : role;
    }

    public static ControlSpec of(TaskRole role) {
        return new ControlSpec(role, null, null, null, null, null, null, false, null, null);
    }

    public ControlSpec inGroup(@Nullable String id) {
        return new ControlSpec(role, id, past, decision, mapping, startDate, endDate, takesItem, poke, waits);
    }

    public ControlSpec withPast(@Nullable PastSpec spec) {
        return new ControlSpec(role, group, spec, decision, mapping, startDate, endDate, takesItem, poke, waits);
    }

    public ControlSpec withDecision(@Nullable DecisionSpec spec) {
        return new ControlSpec(role, group, past, spec, mapping, startDate, endDate, takesItem, poke, waits);
    }

    public ControlSpec withMapping(@Nullable MapSpec spec) {
        return new ControlSpec(role, group, past, decision, spec, startDate, endDate, takesItem, poke, waits);
    }

    public ControlSpec takingItem() {
        return new ControlSpec(role, group, past, decision, mapping, startDate, endDate, true, poke, waits);
    }

    public ControlSpec between(@Nullable Instant first, @Nullable Instant last) {
        return new ControlSpec(role, group, past, decision, mapping, first, last, takesItem, poke, waits);
    }

    public ControlSpec poking(@Nullable PokeSpec spec) {
        return new ControlSpec(role, group, past, decision, mapping, startDate, endDate, takesItem, spec, waits);
    }

    public ControlSpec waiting(@Nullable WaitSpec spec) {
        return new ControlSpec(role, group, past, decision, mapping, startDate, endDate, takesItem, poke, spec);
    }
}
