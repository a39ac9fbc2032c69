package io.orchestrator.core.audit;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks through the audit log, link by link in the order of their places, and remembers the first thing that is wrong. */
public final class AuditCheck {

    private final Map<Long, String> noted;
    private String before = AuditLink.BEGIN;
    private long seen;
    private @Nullable String fault;

    /** @param noted hashes that were noted elsewhere, by their places */
    public AuditCheck(Map<Long, String> noted) {
        this.noted = new HashMap<>(noted);
    }

    /**
     * @param stored the hash that the row has
     * @return false: something is wrong, what comes behind tells nothing any more
     */
    public boolean take(AuditLink link, String stored) {
        if (link.seq() != seen + 1) {
            return missing();
        }
        if (!link.hash(before).equals(stored)) {
            fault =
                    "place %d (event %d) is not what was written: it was changed, or the event before it was put there later"
                            .formatted(link.seq(), link.number());
            return false;
        }
        String elsewhere = noted.remove(link.seq());
        if (elsewhere != null && !elsewhere.equals(stored)) {
            fault = "place %d has another hash than was noted elsewhere: the chain was written anew"
                    .formatted(link.seq());
            return false;
        }
        seen = link.seq();
        before = stored;
        return true;
    }

    /** The next place has no event. Gives false, as for whatever is wrong. */
    public boolean missing() {
        fault = "place %d is missing: the event there was removed".formatted(seen + 1);
        return false;
    }

    /** @param waiting how many events have no place yet */
    public AuditVerdict verdict(long waiting) {
        if (fault == null && !noted.isEmpty()) {
            fault = "the log ends at place %d, but place %d was noted elsewhere: the end was removed"
                    .formatted(
                            seen,
                            noted.keySet().stream()
                                    .mapToLong(Long::longValue)
                                    .max()
                                    .orElse(0));
        }
        return new AuditVerdict(seen, before, waiting, fault);
    }
}
