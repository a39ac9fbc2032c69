package io.orchestrator.web.live;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The stream to one open page. A thread of its own writes to it, so that a page which reads slowly holds up nobody. What changes
 * after a rest is told at once; then it rests again, so any number of changes within that time is one event.
 */
final class EventStream implements Runnable {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Topic topic;
    private final String sessionId;
    private final SseEmitter emitter;
    private final Supplier<Duration> rest;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Semaphore changes = new Semaphore(0);

    /** @param rest how long to rest after an event, asked each time */
    EventStream(Topic topic, String sessionId, SseEmitter emitter, Supplier<Duration> rest) {
        this.topic = topic;
        this.sessionId = sessionId;
        this.emitter = emitter;
        this.rest = rest;
    }

    boolean belongsTo(String session) {
        return sessionId.equals(session);
    }

    private boolean isOpen() {
        return ended.getCount() > 0;
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
        ended.countDown();
        changes.release();
    }

    @Override
    public void run() {
        try {
            emitter.send(SseEmitter.event().comment("open"));
            while (isOpen()) {
                var changed = changes.tryAcquire(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
                if (!isOpen()) {
                    break;
                }
                changes.drainPermits();
                emitter.send(
                        changed
                                ? SseEmitter.event().name("changed").data("")
                                : SseEmitter.event().comment("still here"));
                if (changed && ended.await(rest.get().toNanos(), TimeUnit.NANOSECONDS)) {
                    break;
                }
            }
            emitter.complete();
        } catch (IOException | IllegalStateException gone) {
            // The page was closed: nothing is left to be told.
            ended.countDown();
        } catch (InterruptedException stopping) {
            ended.countDown();
            Thread.currentThread().interrupt();
        }
    }
}
