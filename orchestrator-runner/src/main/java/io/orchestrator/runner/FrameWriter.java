package io.orchestrator.runner;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.runner.FromRunner;
import io.orchestrator.protocol.worker.LogLine;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.runner.log.LineSink;
import io.orchestrator.runner.log.LogLevel;
import io.orchestrator.runner.log.LogText;
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
 * time, and an interrupted thread that touches a channel closes it. Who cannot be interrupted writes by itself.
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
    /** There is something for the writing thread. */
    private final Condition said = lock.newCondition();
    /** Something was taken, or written. */
    private final Condition moved = lock.newCondition();

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

    /** As {@link #done}, but written when this returns. Nobody may be able to interrupt the calling thread. */
    void doneHere(Report report, boolean reusable) throws IOException {
        Batch batch;
        lock.lock();
        try {
            attemptRuns = false;
            masking = Masking.NONE;
            message = new FromRunner.Done(report, reusable);
            awaitWritten();
            batch = batch();
        } finally {
            lock.unlock();
        }
        write(batch);
    }

    private void send(FromRunner next) {
        lock.lock();
        try {
            attemptRuns = false;
            masking = Masking.NONE;
            message = next;
            said.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void line(LogLevel level, String source, String text) {
        lock.lock();
        try {
            while (attemptRuns && chars >= MOST_CHARS) {
                moved.awaitUninterruptibly();
            }
            if (attemptRuns) {
                int end = LogText.endOfCut(text);
                String masked =
                        end < 0 ? masking.mask(text) : masking.maskCut(text.substring(0, end)) + text.substring(end);
                lines.add(new LogLine(clock.instant(), level.name(), source, masked));
                chars += masked.length() + 1;
                if (lines.size() == 1 || chars >= FRAME_CHARS) {
                    said.signal();
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
                left = moved.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The writing thread's work; ends only by an exception. */
    void run() throws IOException, InterruptedException {
        while (true) {
            Batch batch = take();
            if (batch != null) {
                write(batch);
            }
        }
    }

    private void write(Batch batch) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!batch.lines.isEmpty()) {
            append(bytes, new FromRunner.Log(batch.lines));
        }
        if (batch.message != null) {
            append(bytes, batch.message);
        }
        ByteBuffer frame = ByteBuffer.wrap(bytes.toByteArray());
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
        written();
    }

    private static void append(ByteArrayOutputStream bytes, FromRunner frame) {
        bytes.writeBytes(MESSAGES.writeValueAsBytes(frame));
        bytes.write('\n');
    }

    private void written() {
        lock.lock();
        try {
            writing = false;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitWritten() {
        while (writing) {
            moved.awaitUninterruptibly();
        }
    }

    /** What has gathered; null if somebody else has written it meanwhile. */
    private @Nullable Batch take() throws InterruptedException {
        lock.lock();
        try {
            while (message == null && lines.isEmpty()) {
                said.await();
            }
            long left = GATHER_NANOS;
            while (message == null && !lines.isEmpty() && chars < FRAME_CHARS && left > 0) {
                left = said.awaitNanos(left);
            }
            awaitWritten();
            return message == null && lines.isEmpty() ? null : batch();
        } finally {
            lock.unlock();
        }
    }

    private Batch batch() {
        Batch batch = new Batch(lines, message);
        lines = new ArrayList<>();
        chars = 0;
        message = null;
        writing = true;
        moved.signalAll();
        return batch;
    }

    private record Batch(List<LogLine> lines, @Nullable FromRunner message) {}
}
