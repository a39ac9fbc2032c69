package io.orchestrator.serving;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what was predicted into files of JSON lines, which a DAG can make a dataset of: a file that ends with {@code .jsonl} is
 * whole and never changes; it may be taken away. No answer waits for a disk: if that does not keep up, predictions are left out and
 * counted.
 */
final class Spool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final int WAITING = 100_000;

    private final Path folder;
    private final int linesInFile;
    private final Duration longest;
    private final BlockingQueue<Map<String, Object>> waiting = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong leftOut = new AtomicLong();
    private final Thread writer;
    private volatile boolean ending;

    /**
     * @param linesInFile a file is whole when it has as many
     * @param longest a file is whole when its first line is that old
     */
    Spool(Path folder, int linesInFile, Duration longest) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.linesInFile = linesInFile;
        this.longest = longest;
        this.writer = Thread.ofPlatform().name("spool").start(this::run);
    }

    void add(Predictions.Answer answer, List<Map<String, Object>> instances, List<String> keys, Instant at) {
        for (int i = 0; i < instances.size(); i++) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("id", UUID.randomUUID().toString());
            line.put("at", at.toString());
            line.put("model", answer.model());
            line.put("version", answer.version());
            line.put("key", keys.isEmpty() ? null : keys.get(i));
            line.put("prediction", answer.predictions()[i]);
            line.put("instance", instances.get(i));
            if (!waiting.offer(line) && leftOut.getAndIncrement() == 0) {
                LOG.warn("predictions are left out of the spool folder {}: its disk does not keep up", folder);
            }
        }
    }

    long written() {
        return written.get();
    }

    long leftOut() {
        return leftOut.get();
    }

    private void run() {
        try {
            while (true) {
                Map<String, Object> first = ending ? waiting.poll() : waiting.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    write(first);
                } else if (ending) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            LOG.warn("what was predicted last is not in the spool folder");
        }
    }

    private void write(Map<String, Object> first) throws InterruptedException {
        Path half = folder.resolve(UUID.randomUUID() + ".part");
        int lines = 0;
        try (BufferedWriter file = Files.newBufferedWriter(half)) {
            long end = System.nanoTime() + longest.toNanos();
            for (Map<String, Object> line = first; line != null; line = next(end)) {
                file.write(Json.MAPPER.writeValueAsString(line));
                file.write('\n');
                if (++lines == linesInFile) {
                    break;
                }
            }
        } catch (IOException e) {
            leftOut.addAndGet(lines);
            LOG.error("{} predictions could not be written to {}: {}", lines, folder, e.toString());
            return;
        }
        publish(half, lines);
    }

    private void publish(Path half, int lines) {
        try {
            String name = half.getFileName().toString().replace(".part", ".jsonl");
            Files.move(half, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            written.addAndGet(lines);
        } catch (IOException e) {
            leftOut.addAndGet(lines);
            LOG.error("{} could not be finished: {}", half, e.toString());
        }
    }

    /** Null: the file is whole. */
    private @Nullable Map<String, Object> next(long end) throws InterruptedException {
        while (true) {
            Map<String, Object> line = waiting.poll();
            long left = end - System.nanoTime();
            if (line != null || ending || left <= 0) {
                return line;
            }
            line = waiting.poll(Math.min(left, TimeUnit.MILLISECONDS.toNanos(200)), TimeUnit.NANOSECONDS);
            if (line != null) {
                return line;
            }
        }
    }

    /** Writes what is waiting, and ends. */
    @Override
    public void close() {
        ending = true;
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
