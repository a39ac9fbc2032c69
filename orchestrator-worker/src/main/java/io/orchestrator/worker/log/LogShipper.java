package io.orchestrator.worker.log;

import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.LogChunks;
import io.orchestrator.protocol.worker.LogLine;
import io.orchestrator.worker.exchange.Backoff;
import io.orchestrator.worker.exchange.ExchangeException.Refused;
import io.orchestrator.worker.exchange.ExchangeException.SessionOver;
import io.orchestrator.worker.exchange.ExchangeException.Unreachable;
import io.orchestrator.worker.exchange.LiveSession;
import io.orchestrator.worker.exchange.Servers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers lines for a moment and sends them, one call in flight. Pieces are kept until acknowledged, through outages and
 * from one session to the next; beyond its memory the oldest unsent lines are dropped and a line says so.
 */
public final class LogShipper {

    private static final Logger LOG = LoggerFactory.getLogger(LogShipper.class);
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long CALL_BYTES = 1024 * 1024;
    private static final long CHUNK_BYTES = 256 * 1024;

    private final Servers servers;
    private final Clock clock;
    private final long memory;

    private final ReentrantLock lock = new ReentrantLock();
    /** There is something to send, or no time to gather more. */
    private final Condition due = lock.newCondition();
    /** A call has ended. */
    private final Condition sent = lock.newCondition();

    private final ArrayDeque<AttemptLog> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private List<LogChunks.Chunk> inFlight = List.of();
    private boolean packing;
    private boolean hurry;

    /**
     * @param memory how many bytes of unsent lines are kept
     */
    public LogShipper(Servers servers, Clock clock, long memory) {
        this.servers = servers;
        this.clock = clock;
        this.memory = memory;
    }

    /** Begins the log of an attempt. */
    public AttemptLog open(Assignment assignment) {
        return new AttemptLog(assignment.runKey(), assignment.attemptId(), this, clock);
    }

    void add(AttemptLog log, List<LogLine> lines) {
        lock.lock();
        try {
            boolean first = waiting.isEmpty();
            for (LogLine line : lines) {
                waitingBytes += log.accept(line);
            }
            list(log);
            while (waitingBytes > memory && dropOldest()) {
                // One line at a time, until the rest fits.
            }
            // Whoever sends waits for a first line, then for time or many: most lines need not wake it.
            if (first || waitingBytes >= CALL_BYTES) {
                due.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void list(AttemptLog log) {
        if (!log.listed && !log.unsent.isEmpty()) {
            log.listed = true;
            waiting.add(log);
        }
    }

    private boolean dropOldest() {
        for (AttemptLog log : waiting) {
            LogLine line = log.unsent.poll();
            if (line != null) {
                waitingBytes -= AttemptLog.weight(line);
                log.dropped++;
                return true;
            }
        }
        return false;
    }

    /** Sends until the session is over or the thread is interrupted. */
    public void send(LiveSession session) {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(3));
        try {
            while (!session.isOver()) {
                awaitLines();
                if (session.isOver()) {
                    return;
                }
                if (pass(session)) {
                    backoff.reset();
                } else {
                    session.awaitOver(backoff.next().toNanos());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitLines() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && inFlight.isEmpty()) {
                due.await();
            }
            long left = GATHER_NANOS;
            while (left > 0 && !hurry && waitingBytes < CALL_BYTES && inFlight.isEmpty()) {
                left = due.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** One call with what has gathered; false if it has to be sent again. */
    private boolean pass(LiveSession session) throws InterruptedException {
        List<LogChunks.Chunk> chunks = chunks();
        try {
            if (!chunks.isEmpty()) {
                LogChunks call = new LogChunks(chunks);
                servers.any(server -> server.logs(session, call));
            }
        } catch (SessionOver e) {
            session.end(String.valueOf(e.getMessage()));
            return false;
        } catch (Unreachable e) {
            LOG.warn("{} pieces of logs are kept and sent again: {}", chunks.size(), e.getMessage());
            return false;
        } catch (Refused e) {
            LOG.error("{} pieces of logs were refused and are lost: {}", chunks.size(), e.getMessage());
        }
        settled();
        return true;
    }

    private void settled() {
        lock.lock();
        try {
            inFlight = List.of();
            packing = false;
            hurry = hurry && !waiting.isEmpty();
            sent.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The pieces that are not acknowledged yet; if there are none, new ones. */
    private List<LogChunks.Chunk> chunks() {
        List<LogPiece> pieces = new ArrayList<>();
        lock.lock();
        try {
            if (!inFlight.isEmpty()) {
                return inFlight;
            }
            packing = true;
            long room = CALL_BYTES;
            while (room > 0) {
                LogPiece piece = piece();
                if (piece == null) {
                    break;
                }
                pieces.add(piece);
                room -= piece.bytes();
            }
        } finally {
            lock.unlock();
        }
        List<LogChunks.Chunk> chunks = pieces.stream().map(LogPiece::compressed).toList();
        lock.lock();
        try {
            inFlight = chunks;
        } finally {
            lock.unlock();
        }
        return chunks;
    }

    /** Takes the next piece from the log that has waited longest; null if there is none. */
    private @Nullable LogPiece piece() {
        AttemptLog log = waiting.poll();
        if (log == null) {
            return null;
        }
        log.listed = false;
        List<LogLine> lines = new ArrayList<>();
        if (log.dropped > 0) {
            lines.add(log.own(
                    "WARNING",
                    log.dropped + " lines were dropped here: they could not be sent to the server in time."));
            log.dropped = 0;
        }
        long bytes = 0;
        while (bytes < CHUNK_BYTES && !log.unsent.isEmpty()) {
            LogLine line = log.unsent.remove();
            bytes += AttemptLog.weight(line);
            lines.add(line);
        }
        waitingBytes -= bytes;
        list(log);
        return new LogPiece(log.runKey, log.attemptId, log.nextSequence++, lines, bytes);
    }

    /** Sends what is there without gathering, and waits for it; false if that took longer. */
    public boolean flush(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            hurry = true;
            due.signalAll();
            while (left > 0 && !isIdle()) {
                left = sent.awaitNanos(left);
            }
            return isIdle();
        } finally {
            lock.unlock();
        }
    }

    private boolean isIdle() {
        return waiting.isEmpty() && inFlight.isEmpty() && !packing;
    }
}
