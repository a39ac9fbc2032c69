package io.orchestrator.web.live;

/** Hears of every change that became visible, and lets the pages that show it refresh themselves. */
public interface LiveUpdates {

    /** Something about a run or its tasks is different. Never blocks and never fails. */
    void changed(String dagId, String runId);

    /** Something about a DAG itself is different: its version, its schedule, whether it is paused. */
    void changed(String dagId);
}
