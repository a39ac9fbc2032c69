package io.orchestrator.core.lineage;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What is still to be told. All servers take from it; times are the database's. */
public interface LineageRows {

    /**
     * Takes attempts that have ended and have read or written datasets, and versions that people have published, and that were
     * not told of, the oldest first. What is taken is due again after the lease, unless it is said before what became of it.
     */
    List<Claimed> claim(int most, Duration lease);

    /** It was told. */
    void told(Key key);

    /** It was not; it is tried again after a pause. */
    void failed(Key key, String error, Duration pause);

    /** Forgets what was told so long ago that it is not looked at any more. */
    int forget();

    /**
     * What is told at once.
     *
     * @param versionId of a version that was published; 0: the attempt itself
     */
    record Key(UUID attemptId, long versionId) {}

    /** @param tries with this one */
    record Claimed(Key key, LineageNews news, int tries) {}
}
