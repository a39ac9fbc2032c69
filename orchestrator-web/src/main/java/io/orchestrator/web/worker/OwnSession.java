package io.orchestrator.web.worker;

import java.util.UUID;

/** A worker may only speak for the session whose token it shows. */
final class OwnSession {

    private OwnSession() {}

    /** @throws Refused if the token is another session's */
    static UUID check(UUID asked, WorkerLogin worker) {
        if (!asked.equals(worker.sessionId())) {
            throw new Refused(
                    403,
                    "unauthorized",
                    "The token belongs to another session than %s: register anew".formatted(asked));
        }
        return asked;
    }
}
