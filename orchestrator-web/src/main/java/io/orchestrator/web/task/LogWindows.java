package io.orchestrator.web.task;

import io.orchestrator.core.log.LogStore;
import io.orchestrator.core.log.LogStore.Piece;
import io.orchestrator.protocol.worker.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Reads some lines of a log by their numbers, or those that match: what an answer costs does not grow with the log. */
@Component
class LogWindows {

    static final int MOST_LINES = 1_000;
    /** A search looks at so many lines at once; then it answers what it has, and goes on when asked again. */
    static final int LOOKED_AT = 100_000;

    private static final int MOST_MATCHES = 500;
    private static final int AT_ONCE = 20;
    private static final Map<String, Integer> RANKS =
            Map.of("TRACE", 0, "DEBUG", 1, "INFO", 2, "WARNING", 3, "ERROR", 4);

    private final LogStore store;
    private final AttemptLogs logs;

    LogWindows(LogStore store, AttemptLogs logs) {
        this.store = store;
        this.logs = logs;
    }

    /** @param number from 0 */
    record Numbered(long number, LogLine line) {}

    /**
     * @param next the number of the line to go on from
     * @param total how many lines the log has now
     */
    record Window(List<Numbered> lines, long next, long total) {}

    /**
     * Which lines a reader wants.
     *
     * @param rank of the lowest level: 0 for all, 4 for errors alone
     * @param text what is in the line or its source, or empty
     */
    record Filter(int rank, String text) {

        boolean takesAll() {
            return rank <= 0 && text.isEmpty();
        }

        boolean takes(LogLine line) {
            return RANKS.getOrDefault(line.level(), 2) >= rank
                    && (text.isEmpty()
                            || (line.source() + " " + line.text())
                                    .toLowerCase(Locale.ROOT)
                                    .contains(text));
        }
    }

    /** @param from the number of the first line; below zero: the last lines of the log */
    Window lines(long runKey, UUID attemptId, long from, int number) {
        var pieces = store.pieces(runKey, attemptId);
        long total = total(pieces);
        long first = from < 0 ? Math.max(0, total - number) : Math.min(from, total);
        List<Numbered> lines = new ArrayList<>();
        each(runKey, attemptId, pieces, first, first + number, (at, line) -> lines.add(new Numbered(at, line)));
        return new Window(lines, first + lines.size(), total);
    }

    /** The lines from a number on that match: not all of a long log at once. */
    Window matches(long runKey, UUID attemptId, long from, Filter filter) {
        var pieces = store.pieces(runKey, attemptId);
        long total = total(pieces);
        long next = Math.clamp(from, 0, total);
        long end = Math.min(total, next + LOOKED_AT);
        List<Numbered> found = new ArrayList<>();
        while (next < end && found.size() < MOST_MATCHES) {
            long to = Math.min(end, next + MOST_LINES * 10L);
            each(runKey, attemptId, pieces, next, to, (at, line) -> {
                if (filter.takes(line)) {
                    found.add(new Numbered(at, line));
                }
            });
            next = to;
        }
        return new Window(found, next, total);
    }

    /** Every line that is there, a few pieces in memory at a time. */
    void all(long runKey, UUID attemptId, Consumer<LogLine> line) {
        var pieces = store.pieces(runKey, attemptId);
        each(runKey, attemptId, pieces, 0, total(pieces), (at, each) -> line.accept(each));
    }

    private static long total(List<Piece> pieces) {
        return pieces.stream().mapToLong(Piece::lines).sum();
    }

    private void each(
            long runKey, UUID attemptId, List<Piece> pieces, long from, long to, BiConsumer<Long, LogLine> line) {
        long start = 0;
        for (int i = 0; i < pieces.size() && start < to; i++) {
            if (start + pieces.get(i).lines() <= from) {
                start += pieces.get(i).lines();
                continue;
            }
            var read = store.read(runKey, attemptId, pieces.get(i).sequence(), atOnce(pieces, i, to - start));
            for (var chunk : read) {
                var lines = logs.lines(chunk);
                for (int at = 0; at < chunk.lines(); at++) {
                    if (start + at >= from && start + at < to) {
                        line.accept(start + at, at < lines.size() ? lines.get(at) : AttemptLogs.missing());
                    }
                }
                start += chunk.lines();
            }
            i += Math.max(0, read.size() - 1);
        }
    }

    /** How many pieces from one on hold so many lines. */
    private static int atOnce(List<Piece> pieces, int from, long lines) {
        int number = 0;
        for (long held = 0; held < lines && from + number < pieces.size() && number < AT_ONCE; number++) {
            held += pieces.get(from + number).lines();
        }
        return Math.max(1, number);
    }
}
