package io.orchestrator.bench.cluster;

import java.io.IOException;

/** Sends signals, which the JDK cannot but for two of them. */
public final class Signals {

    private Signals() {}

    /**
     * Sends a signal to a process; one that is gone gets nothing.
     *
     * @param name such as {@code STOP}
     */
    public static void send(String name, long pid) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -%s %d".formatted(name, pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
        } catch (IOException failure) {
            throw new ClusterFailed("Process %d could not be sent %s: %s.".formatted(pid, name, failure), failure);
        }
    }
}
