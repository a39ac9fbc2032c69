package io.orchestrator.worker.runner;

/** Starts runners. */
public interface RunnerLauncher {

    /** Begins to start one and returns at once; what becomes of it is told as events. */
    Runner launch(Wish wish, RunnerEvents events);
}
