package io.orchestrator.core.schedule;

import java.util.Optional;

/** Where the slots of timetables in Java are kept. */
public interface SlotStore {

    /** Replaces what was known of this DAG by this build, and drops what builds knew that are not in force. */
    void save(KnownSlots slots);

    /** What a build of a DAG is known to have. */
    Optional<KnownSlots> find(String dagId, String build);

    /** What is known of a DAG by its build that is in force; empty if it has no timetable in Java. */
    Optional<KnownSlots> inForce(String dagId);
}
