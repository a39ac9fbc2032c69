package io.orchestrator.web.worker;

import java.util.UUID;

/** Where ids of sessions come from. */
@FunctionalInterface
public interface SessionIds {

    /** A UUIDv7. */
    UUID next();
}
