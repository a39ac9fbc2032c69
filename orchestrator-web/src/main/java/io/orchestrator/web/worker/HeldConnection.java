package io.orchestrator.web.worker;

import io.orchestrator.protocol.worker.ServerLine;
import io.orchestrator.protocol.worker.ServerMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** What waits to be written to one link of one session. */
final class HeldConnection {

    /** Far more than a worker may hold; what does not fit is pushed again after a heartbeat. */
    private static final int WAITING = 20_000;

    private static final int BATCH = 500;
    private static final ServerLine PING = new ServerLine.Push(new ServerMessage.Ping());

    private final BlockingQueue<ServerLine> waiting = new LinkedBlockingQueue<>(WAITING);
    private final AtomicBoolean over = new AtomicBoolean();

    /** Never blocks. */
    void put(ServerLine line) {
        waiting.offer(line);
    }

    /** Ends the link after what waits has been written. */
    void end() {
        over.set(true);
        // Wakes whoever waits; if the queue is full nobody does.
        waiting.offer(PING);
    }

    /**
     * What is to be written next, at least one line; a ping if nothing came in that time.
     *
     * @return empty: the link is over
     */
    List<ServerLine> next(Duration ping) throws InterruptedException {
        var batch = new ArrayList<ServerLine>();
        waiting.drainTo(batch, BATCH);
        if (!batch.isEmpty()) {
            return batch;
        }
        if (over.get()) {
            return List.of();
        }
        var first = waiting.poll(ping.toMillis(), TimeUnit.MILLISECONDS);
        batch.add(first == null ? PING : first);
        waiting.drainTo(batch, BATCH - 1);
        return batch;
    }
}
