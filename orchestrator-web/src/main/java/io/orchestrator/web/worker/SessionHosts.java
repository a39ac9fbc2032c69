package io.orchestrator.web.worker;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** On which machines sessions run. */
@Component
public class SessionHosts {

    private final WorkerSessionRows sessions;

    SessionHosts(WorkerSessionRows sessions) {
        this.sessions = sessions;
    }

    /** The hosts' names; a session that is not kept any more has none. */
    public Map<UUID, String> of(Collection<UUID> sessionIds) {
        return sessions.findBySessionIdIn(sessionIds).stream()
                .collect(Collectors.toMap(WorkerSessionRow::sessionId, WorkerSessionRow::host));
    }
}
