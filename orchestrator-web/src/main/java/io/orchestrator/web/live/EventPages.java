package io.orchestrator.web.live;

import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpSession;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Where a page listens for changes: one stream a page. */
@Controller
@Needs(Right.SEE)
class EventPages {

    private static final String RETRY_SECONDS = "30";

    private final EventStreams streams;

    EventPages(EventStreams streams) {
        this.streams = streams;
    }

    @GetMapping("/events")
    ResponseEntity<SseEmitter> all(HttpSession session) {
        return open(new Topic("", ""), session);
    }

    @GetMapping("/events/dags/{dagId}")
    ResponseEntity<SseEmitter> dag(@PathVariable String dagId, HttpSession session) {
        return open(new Topic(dagId, ""), session);
    }

    @GetMapping("/events/dags/{dagId}/runs/{runId}")
    ResponseEntity<SseEmitter> run(@PathVariable String dagId, @PathVariable String runId, HttpSession session) {
        return open(new Topic(dagId, runId), session);
    }

    private ResponseEntity<SseEmitter> open(Topic topic, HttpSession session) {
        return streams.open(topic, session.getId())
                .map(emitter -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        // A proxy that collects answers would hold events back.
                        .header("X-Accel-Buffering", "no")
                        .body(emitter))
                .orElseGet(() -> ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                        .build());
    }
}
