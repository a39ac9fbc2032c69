package io.orchestrator.core.engine;

import java.time.Instant;
import java.util.UUID;

/** Where ids come from; a simulation gives its own. */
public interface IdSource {

    /** A UUIDv7: ordered by time, and not to be guessed. */
    UUID uuid(Instant now);

    /** Milliseconds since 1970 shifted left by 20 bits, plus 20 bits that differ; larger than any before. */
    long runKey(Instant now);
}
