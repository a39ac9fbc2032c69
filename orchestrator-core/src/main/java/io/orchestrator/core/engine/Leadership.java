package io.orchestrator.core.engine;

/** Which of several servers decides. The loser stands by; row versions keep a leader that does not know of its loss harmless. */
public interface Leadership {

    /** Always leads: one server, or a test. */
    Leadership ALONE = () -> true;

    /** Takes the lead or keeps it. False: another server has it, or it cannot be known. Never throws. */
    boolean holds();
}
