package io.orchestrator.core.notify;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The notifications that are to be delivered. All servers take from it; times are the database's. */
public interface Outbox {

    /**
     * Takes notices that are due, the oldest first. What is taken is due again after the lease, unless it is said before what became
     * of it.
     *
     * @param without channels that are busy
     */
    List<Claimed> claim(Collection<String> without, int most, Duration lease);

    /** It has arrived. */
    void delivered(Claimed claimed);

    /** It has not; it is tried again after a pause. */
    void failed(Claimed claimed, String error, Duration pause);

    /** It has not, and is not tried any more until a person asks for it. */
    void dead(Claimed claimed, String error);

    /** Delivers once more what was delivered or given up; false: there is no such notice. */
    boolean redeliver(UUID id, String actor);

    /** Deletes what was delivered or given up so long ago. */
    int forget(Duration age);

    /** @param tries with this one; a word on an earlier try changes nothing any more */
    record Claimed(Notice notice, int tries) {}
}
