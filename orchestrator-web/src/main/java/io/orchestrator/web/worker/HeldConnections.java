package io.orchestrator.web.worker;

import io.orchestrator.core.worker.Dispatch;
import io.orchestrator.protocol.worker.ServerLine;
import io.orchestrator.protocol.worker.ServerMessage;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The links that workers hold open, one for each session.
 *
 * <p>When the server stops they end first: its web server waits for what is under way, and these would never end.
 */
@Component
public class HeldConnections implements Dispatch, SmartLifecycle {

    private final Map<UUID, HeldConnection> connections = new ConcurrentHashMap<>();
    private volatile boolean running;

    @Override
    public void push(UUID sessionId, ServerMessage message) {
        var connection = connections.get(sessionId);
        if (connection != null) {
            connection.put(new ServerLine.Push(message));
        }
    }

    /** How many sessions are connected to this server. */
    public int count() {
        return connections.size();
    }

    /** A new connection; an older one of the same session ends. */
    HeldConnection open(UUID sessionId) {
        var connection = new HeldConnection();
        var older = connections.put(sessionId, connection);
        if (older != null) {
            older.end();
        }
        if (!running) {
            connection.end();
        }
        return connection;
    }

    /** Nothing is put into this connection any more; a newer one of the session stays. */
    void close(UUID sessionId, HeldConnection connection) {
        connections.remove(sessionId, connection);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        connections.values().forEach(HeldConnection::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
