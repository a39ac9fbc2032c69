package io.orchestrator.core.audit;

import org.jspecify.annotations.Nullable;

/**
 * What looking through the whole audit log found.
 *
 * @param events how many were looked at, up to the first fault
 * @param lastHash of the last one that is right; to be noted elsewhere, so that an end that is cut off shows
 * @param waiting how many have no place in the chain yet
 * @param fault a sentence about the first thing that is wrong, or null: nothing is
 */
public record AuditVerdict(
        long events,
        String lastHash,
        long waiting,
        @Nullable String fault) {

    public boolean isSound() {
        return fault == null;
    }
}
