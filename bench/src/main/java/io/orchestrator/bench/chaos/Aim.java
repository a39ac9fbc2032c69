package io.orchestrator.bench.chaos;

import io.orchestrator.bench.check.JournalLine;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Watches the journal of the tasks for the moment at which one of them has done its work, and its result is about to be published. */
final class Aim implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Path journal;
    private final WatchService watch;

    /** @param journal into which tasks write what they do */
    Aim(Path journal) throws IOException {
        this.journal = journal;
        this.watch = journal.getFileSystem().newWatchService();
        journal.resolveSibling("").register(watch, StandardWatchEventKinds.ENTRY_MODIFY);
    }

    /** Returns at the next end of a task's code; empty: there was none for a while. */
    Optional<JournalLine> await() throws InterruptedException {
        long until = System.nanoTime() + LONGEST.toNanos();
        try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "r")) {
            file.seek(file.length());
            while (System.nanoTime() < until) {
                WatchKey key = watch.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                }
                Optional<JournalLine> end = newest(file);
                if (end.isPresent()) {
                    return end;
                }
            }
            return Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The last end among what has come since. */
    private static Optional<JournalLine> newest(RandomAccessFile file) throws IOException {
        byte[] more = new byte[Math.toIntExact(file.length() - file.getFilePointer())];
        file.readFully(more);
        return new String(more, StandardCharsets.UTF_8)
                .lines()
                .map(JournalLine::parse)
                .flatMap(Optional::stream)
                .filter(JournalLine::isEnd)
                .reduce((one, later) -> later);
    }

    @Override
    public void close() throws IOException {
        watch.close();
    }
}
