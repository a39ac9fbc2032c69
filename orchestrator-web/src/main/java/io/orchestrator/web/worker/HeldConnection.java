package io.orchestrator.web.worker;

import io.orchestrator.protocol.worker.ServerMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The messages that wait for one connection of one session. */
final class HeldConnection {

    /** Far more than a worker may hold; what does not fit is pushed again after a heartbeat. */
    private static final int WAITING = 20_000;

    private static final int BATCH = 500;

    private final BlockingQueue<ServerMessage> waiting = new LinkedBlockingQueue<>(WAITING);
    private final AtomicBoolean over = new AtomicBoolean();

    /** Never blocks. */
    void put(ServerMessage message) {
        waiting.offer(message);
    }

    /** Ends the connection after what waits has been sent. */
    void end() {
        over.set(true);
        // Wakes whoever waits; if the queue is full nobody does.
        waiting.offer(new ServerMessage.Ping());
    }

    /**
     * What is to be sent next, at least one message; a ping if nothing came in that time.
     *
     * @return empty: the connection is over
     */
    List<ServerMessage> next(Duration ping) throws InterruptedException {
        var batch = new ArrayList<ServerMessage>();
        waiting.drainTo(batch, BATCH);
        if (!batch.isEmpty()) {
            return batch;
        }
        if (over.get()) {
            return List.of();
        }
        var first = waiting.poll(ping.toMillis(), TimeUnit.MILLISECONDS);
        batch.add(first == null ? new ServerMessage.Ping() : first);
        waiting.drainTo(batch, BATCH - 1);
        return batch;
    }
}
