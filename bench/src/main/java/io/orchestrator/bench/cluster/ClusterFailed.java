package io.orchestrator.bench.cluster;

/** The cluster cannot do what was asked; the message is one sentence for the person at the terminal. */
public final class ClusterFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ClusterFailed(String message) {
        super(message);
    }

    public ClusterFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
