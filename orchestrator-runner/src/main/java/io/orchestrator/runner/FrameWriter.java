package io.orchestrator.runner;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.runner.FromRunner;
import io.orchestrator.protocol.worker.LogLine;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.runner.log.LineSink;
import io.orchestrator.runner.log.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectWriter;

/**
 * Sends log lines and reports in order. A thread of its own writes, because user code's threads may be interrupted at any
 * time, and an interrupted thread that touches a channel closes it.
 *
 * <p>Lines are gathered for at most {@link #GATHER_NANOS}. Lines that come while no attempt runs belong to none and are dropped.
 */
final class FrameWriter implements LineSink {

    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(30);
    private static final int FRAME_CHARS = 128 * 1024;
    /** From here on, whoever logs waits until the worker has taken what there is. */
    private static final int MOST_CHARS = 1024 * 1024;

    private static final ObjectWriter MESSAGES = Json.MAPPER.writerFor(FromRunner.class);

    private final WritableByteChannel channel;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private List<LogLine> lines = new ArrayList<>();
    private int chars;
    private boolean attemptRuns;
    private Masking masking = Masking.NONE;
    private boolean writing;
    private @Nullable FromRunner message;

    FrameWriter(WritableByteChannel channel, Clock clock) {
        this.channel = channel;
        this.clock = clock;
    }

    /** From now on lines belong to an attempt. What is secret in them is masked before it goes anywhere. */
    void begin(Masking ofAttempt) {
        lock.lock();
        try {
            attemptRuns = true;
            masking = ofAttempt;
        } finally {
            lock.unlock();
        }
    }

    void ready() {
        send(new FromRunner.Ready());
    }

    /** Ends the attempt: its lines go first, and no line of it comes after. */
    void done(Report report, boolean reusable) {
        send(new FromRunner.Done(report, reusable));
    }

    private void send(FromRunner next) {
        lock.lock();
        try {
            attemptRuns = false;
            masking = Masking.NONE;
            message = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void line(LogLevel level, String source, String text) {
        lock.lock();
        try {
            while (attemptRuns && chars >= MOST_CHARS) {
                changed.awaitUninterruptibly();
            }
            if (attemptRuns) {
                String masked = masking.mask(text);
                lines.add(new LogLine(clock.instant(), level.name(), source, masked));
                chars += masked.length() + 1;
                if (lines.size() == 1 || chars >= FRAME_CHARS) {
                    changed.signalAll();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything said so far is written, for at most this long. */
    void drain(long millis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (left > 0 && (writing || message != null || !lines.isEmpty())) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The writing thread's work; ends only by an exception. */
    void run() throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (true) {
            Batch batch = take();
            if (!batch.lines.isEmpty()) {
                append(bytes, new FromRunner.Log(batch.lines));
            }
            if (batch.message != null) {
                append(bytes, batch.message);
            }
            ByteBuffer frame = ByteBuffer.wrap(bytes.toByteArray());
            bytes.reset();
            while (frame.hasRemaining()) {
                channel.write(frame);
            }
        }
    }

    private static void append(ByteArrayOutputStream bytes, FromRunner frame) {
        bytes.writeBytes(MESSAGES.writeValueAsBytes(frame));
        bytes.write('\n');
    }

    private Batch take() throws InterruptedException {
        lock.lock();
        try {
            writing = false;
            changed.signalAll();
            while (message == null && lines.isEmpty()) {
                changed.await();
            }
            long left = GATHER_NANOS;
            while (message == null && chars < FRAME_CHARS && left > 0) {
                left = changed.awaitNanos(left);
            }
            Batch batch = new Batch(lines, message);
            lines = new ArrayList<>();
            chars = 0;
            message = null;
            writing = true;
            changed.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private record Batch(List<LogLine> lines, @Nullable FromRunner message) {}
}
