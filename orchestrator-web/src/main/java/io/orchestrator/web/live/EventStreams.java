package io.orchestrator.web.live;

import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The streams to all open pages. A stream ends with its page, its login session or the server. */
@Component
class EventStreams implements LiveUpdates, HttpSessionListener, SmartLifecycle {

    private static final int MOST = 500;
    private static final int MOST_OF_A_SESSION = 12;

    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    /** Opens a stream, or not: there are too many already. */
    Optional<SseEmitter> open(Topic topic, String sessionId) {
        var ofSession =
                streams.stream().filter(stream -> stream.belongsTo(sessionId)).count();
        if (!running || streams.size() >= MOST || ofSession >= MOST_OF_A_SESSION) {
            return Optional.empty();
        }
        // No time-out: the heartbeat finds out whether the page is still there.
        var emitter = new SseEmitter(0L);
        var stream = new EventStream(topic, sessionId, emitter);
        streams.add(stream);
        emitter.onCompletion(stream::close);
        emitter.onError(broken -> stream.close());
        Thread.ofVirtual().name("events").start(() -> {
            try {
                stream.run();
            } finally {
                streams.remove(stream);
            }
        });
        return Optional.of(emitter);
    }

    @Override
    public void changed(String dagId, String runId) {
        streams.forEach(stream -> stream.changed(dagId, runId));
    }

    @Override
    public void changed(String dagId) {
        changed(dagId, "");
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent ended) {
        var session = ended.getSession().getId();
        streams.stream().filter(stream -> stream.belongsTo(session)).forEach(EventStream::close);
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the web server stops: it would wait for open streams. */
    @Override
    public void stop() {
        running = false;
        streams.forEach(EventStream::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
