package io.orchestrator.worker.journal;

import java.util.Locale;

/** What a journal line tells. */
public enum JournalEvent {
    /** A session began; the detail is its id. */
    SESSION_BEGAN,
    /** A session is over; the detail is the reason. */
    SESSION_OVER,
    /** A server gave an attempt that is not known yet; the detail is the server. */
    ASSIGNED,
    /** An attempt is about to be handed to a runner, so user code may be called from here on. */
    STARTED,
    /** An attempt has ended and nothing of it runs; the detail is the report, and of a failure its kind. */
    ENDED,
    /** The worker kills an attempt's processes; the detail says why. */
    KILLED,
    /** A server has taken a report, and that is durable; the detail is the report. */
    ACKNOWLEDGED,
    /** A server says that the attempt is not current. */
    STALE,
    /** A server will never take a report; the detail is the report. */
    REFUSED;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
