package io.orchestrator.testkit;

import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What one attempt does.
 *
 * @param takes how long until it ends
 * @param report how it ends
 * @param fault what goes wrong then
 */
record Part(Duration takes, Report report, Fault fault) {

    /** What may go wrong around an attempt, and what nobody should notice afterwards. */
    enum Fault {
        NONE,
        /** Its worker is killed before it can say anything. */
        WORKER_DIES,
        /** The server is killed before it hears of its end. */
        SERVER_DIES,
        /** The server hears of its end, and the worker does not hear that it did. */
        REPLY_LOST
    }

    /** Who decides what attempts do. */
    interface Play {

        /**
         * An attempt begins.
         *
         * @param inputs fetches what the server left out
         */
        Part begin(Assignment assignment, Supplier<Assignment> inputs);
    }
}
