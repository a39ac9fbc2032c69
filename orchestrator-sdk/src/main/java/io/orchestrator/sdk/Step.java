package io.orchestrator.sdk;

/** A task or a group of tasks, as what comes before or after another. */
public sealed interface Step permits Task, Group {

    /** These come before, without handing over data. Before a group means before its first tasks. */
    Step after(Step... others);

    /** These come after, without being handed data. After a group means after its last tasks; its teardowns are not waited for. */
    Step before(Step... others);
}
