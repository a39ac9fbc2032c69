package io.orchestrator.web.live;

import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells programs that something about a run has changed, as server-sent events: what it is, they ask for then. */
@ApiEndpoint
@Needs(Right.SEE)
class EventApi {

    private final EventStreams streams;

    EventApi(EventStreams streams) {
        this.streams = streams;
    }

    @GetMapping(path = "/api/orchestrator/v1/dags/{dagId}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter dag(@PathVariable String dagId, Principal user) {
        return open(new Topic(dagId, ""), user);
    }

    @GetMapping(
            path = "/api/orchestrator/v1/dags/{dagId}/dagRuns/{runId}/events",
            produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter run(@PathVariable String dagId, @PathVariable String runId, Principal user) {
        return open(new Topic(dagId, runId), user);
    }

    private SseEmitter open(Topic topic, Principal user) {
        return streams.open(topic, "token of " + user.getName())
                .orElseThrow(() -> ApiRefusal.of(
                        HttpStatus.SERVICE_UNAVAILABLE, "Too many streams are open on this server: ask again later"));
    }
}
