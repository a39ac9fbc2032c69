package io.orchestrator.core.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rings when the earliest schedule falls due. A missed ring does no harm: the next pass finds what is due. */
public interface Alarm {

    /**
     * Moves the alarm. Cheap, returns at once and never throws; setting the same instant again does nothing.
     *
     * @param due when to ring; if it has passed, at once; null: not at all
     */
    void setFor(@Nullable Instant due);
}
