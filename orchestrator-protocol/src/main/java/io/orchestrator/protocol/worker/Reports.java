package io.orchestrator.protocol.worker;

import java.util.List;
import java.util.UUID;

/** {@code POST /worker/v1/sessions/{id}/reports}: a batch, applied in order, answered once it is durable. */
public record Reports(List<Report> reports) {

    /**
     * @param accepted attempts whose reports were applied or had been applied before
     * @param stale attempts that are not current: stop them, nothing was changed
     */
    public record Answer(List<UUID> accepted, List<UUID> stale) {}
}
