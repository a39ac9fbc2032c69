package io.orchestrator.postgres;

/** Another process holds the lock on a folder. */
public final class FolderLocked extends Exception {

    private static final long serialVersionUID = 1L;

    private final long holder;

    FolderLocked(long holder) {
        super("held by process " + holder);
        this.holder = holder;
    }

    /** The process id that the holder wrote down, 0 when it had not yet. */
    public long holder() {
        return holder;
    }
}
