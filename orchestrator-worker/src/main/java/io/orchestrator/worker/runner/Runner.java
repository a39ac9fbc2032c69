package io.orchestrator.worker.runner;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.runner.ToRunner;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.LogLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One child JVM, as seen by those who use it. Its life is led by {@link RunnerLife} on a thread of its own. */
public final class Runner {

    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    private static final Duration AFTER_TERM = Duration.ofSeconds(1);
    /** An idle runner's socket takes this much without waiting for its reader. */
    private static final int NEVER_BLOCKS = 32 * 1024;

    private final RunnerKey key;
    private final String name;
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicInteger tasks = new AtomicInteger();
    private final AtomicBoolean killed = new AtomicBoolean();
    private final LastWords lastWords = new LastWords();
    private volatile boolean wasReady;
    private volatile @Nullable Consumer<List<LogLine>> output;
    private volatile @Nullable SocketChannel channel;
    private volatile @Nullable Process process;
    private volatile @Nullable ProcessGroup group;

    Runner(RunnerKey key, String name) {
        this.key = key;
        this.name = name;
    }

    public RunnerKey key() {
        return key;
    }

    /** Short, unique within this worker's life. */
    public String name() {
        return name;
    }

    void countTask() {
        tasks.incrementAndGet();
    }

    int tasks() {
        return tasks.get();
    }

    /**
     * Hands over an attempt. If that fails, the runner is killed, and its end is told like any other.
     *
     * @param lines gets what the attempt prints and logs, in order, until the next attempt is handed over
     */
    public void run(Assignment assignment, Consumer<List<LogLine>> lines) {
        output = lines;
        send(new ToRunner.Run(assignment));
    }

    /**
     * Asks user code to end.
     *
     * @param timedOut it has run longer than it may
     */
    public void interrupt(UUID attemptId, String reason, boolean timedOut) {
        send(new ToRunner.Interrupt(attemptId, reason, timedOut));
    }

    private void send(ToRunner message) {
        byte[] json = Json.MAPPER.writeValueAsBytes(message);
        ByteBuffer line =
                ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
        if (line.remaining() <= NEVER_BLOCKS) {
            write(line);
        } else {
            Thread.ofVirtual().name(name + "-hand-over").start(() -> write(line));
        }
    }

    private void write(ByteBuffer line) {
        SocketChannel to = channel;
        writing.lock();
        try {
            while (to != null && line.hasRemaining()) {
                to.write(line);
            }
        } catch (IOException e) {
            LOG.debug("runner {} could not be written to", name, e);
            kill();
        } finally {
            writing.unlock();
        }
    }

    /** SIGTERM, and SIGKILL to what is still there a moment later. Does not block; the end is told as an event. */
    public void terminate() {
        Thread.ofVirtual().name(name + "-term").start(() -> {
            ProcessGroup members = group;
            Process leader = process;
            if (members != null && leader != null) {
                members.terminate();
                try {
                    leader.waitFor(AFTER_TERM.toMillis(), TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            kill();
        });
    }

    /** SIGKILL to the whole process group. Does not block; the end is told as an event. */
    public void kill() {
        if (killed.compareAndSet(false, true)) {
            killIfStarted();
        }
    }

    private void killIfStarted() {
        Process leader = process;
        ProcessGroup members = group;
        if (leader != null && members != null) {
            leader.destroyForcibly();
            Thread.ofVirtual().name(name + "-kill").start(members::kill);
        }
    }

    /** False: it has not come up yet, or never did. */
    public boolean wasReady() {
        return wasReady;
    }

    void becameReady() {
        wasReady = true;
    }

    boolean isKilled() {
        return killed.get();
    }

    /** The process is there. If somebody has asked for its end meanwhile, that happens now. */
    void started(Process child, ProcessGroup members) {
        group = members;
        process = child;
        if (isKilled()) {
            killIfStarted();
        }
    }

    void connected(SocketChannel socket) {
        channel = socket;
    }

    void takeLines(List<LogLine> lines) {
        Consumer<List<LogLine>> to = output;
        if (to == null) {
            lines.forEach(line -> lastWords.add(line.text()));
        } else {
            to.accept(lines);
        }
    }

    LastWords lastWords() {
        return lastWords;
    }

    @Override
    public String toString() {
        return name;
    }
}
