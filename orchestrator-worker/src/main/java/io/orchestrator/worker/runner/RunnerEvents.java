package io.orchestrator.worker.runner;

import io.orchestrator.protocol.runner.FromRunner;

/** What happens to runners; called on the thread of the runner that it happened to. */
public interface RunnerEvents {

    /** It may be handed an attempt. */
    void ready(Runner runner);

    /**
     * User code returned or threw.
     *
     * @param bytes how large the message was
     */
    void done(Runner runner, FromRunner.Done done, int bytes);

    /** Its process has ended and nothing of its process group is left. */
    void gone(Runner runner, RunnerExit exit);
}
