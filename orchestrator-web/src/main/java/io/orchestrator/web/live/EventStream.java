package io.orchestrator.web.live;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The stream to one open page. A thread of its own writes to it, so that a page which reads slowly holds up nobody; between
 * two events it rests, so any number of changes within that time is one event.
 */
final class EventStream implements Runnable {

    private static final Duration REST = Duration.ofMillis(500);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Topic topic;
    private final String sessionId;
    private final SseEmitter emitter;
    private final Semaphore changes = new Semaphore(0);
    private volatile boolean open = true;

    EventStream(Topic topic, String sessionId, SseEmitter emitter) {
        this.topic = topic;
        this.sessionId = sessionId;
        this.emitter = emitter;
    }

    boolean belongsTo(String session) {
        return sessionId.equals(session);
    }

    void changed(String dagId, String runId) {
        if (topic.concerns(dagId, runId)) {
            changed();
        }
    }

    void changed() {
        changes.release();
    }

    void close() {
        open = false;
        changes.release();
    }

    @Override
    public void run() {
        try {
            emitter.send(SseEmitter.event().comment("open"));
            while (open) {
                var changed = changes.tryAcquire(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
                if (!open) {
                    break;
                }
                changes.drainPermits();
                emitter.send(
                        changed
                                ? SseEmitter.event().name("changed").data("")
                                : SseEmitter.event().comment("still here"));
                if (changed) {
                    TimeUnit.MILLISECONDS.sleep(REST.toMillis());
                }
            }
            emitter.complete();
        } catch (IOException | IllegalStateException gone) {
            // The page was closed: nothing is left to be told.
            open = false;
        } catch (InterruptedException stopping) {
            open = false;
            Thread.currentThread().interrupt();
        }
    }
}
