package io.orchestrator.web.live;

import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The streams to all open pages. A stream ends with its page, its login session or the server. */
@Component
class EventStreams implements HttpSessionListener, SmartLifecycle {

    private static final int MOST = 500;
    private static final int MOST_OF_A_SESSION = 12;

    /** The oldest first. */
    private final Queue<EventStream> streams = new ConcurrentLinkedQueue<>();

    private final RefreshPace pace;
    private volatile boolean running;

    EventStreams(RefreshPace pace) {
        this.pace = pace;
    }

    /** Opens a stream, or not: there are too many already. */
    Optional<SseEmitter> open(Topic topic, String sessionId) {
        if (!running || streams.size() >= MOST) {
            return Optional.empty();
        }
        makeRoom(sessionId);
        // No time-out: the heartbeat finds out whether the page is still there.
        var emitter = new SseEmitter(0L);
        var stream = new EventStream(topic, sessionId, emitter, () -> pace.rest(streams.size()));
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

    /** Whoever goes from page to page leaves streams behind that only the next heartbeat finds broken: the oldest ends. */
    private void makeRoom(String sessionId) {
        var ofSession =
                streams.stream().filter(stream -> stream.belongsTo(sessionId)).toList();
        ofSession.stream()
                .limit(Math.max(0, ofSession.size() - MOST_OF_A_SESSION + 1))
                .forEach(EventStream::close);
    }

    /** The pages of this server that show it refresh themselves. */
    void changedHere(String dagId, String runId) {
        pace.changed();
        streams.forEach(stream -> stream.changed(dagId, runId));
    }

    /** Something may have changed that nobody told of: every page looks. */
    void anythingChanged() {
        streams.forEach(EventStream::changed);
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
