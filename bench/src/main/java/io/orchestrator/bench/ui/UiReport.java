package io.orchestrator.bench.ui;

import io.orchestrator.bench.engine.BenchFailed;
import io.orchestrator.bench.engine.Markdown;
import io.orchestrator.bench.engine.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures that pages and API are judged by. */
final class UiReport {

    private static final String BEGIN = "<!-- begin: written by bin/bench ui -->";
    private static final String END = "<!-- end -->";
    private static final int FEWEST = 4;
    private static final int MOST = 12;

    private final List<List<String>> rows =
            new ArrayList<>(List.of(List.of("figure", "measured", "at most", "verdict")));
    private final Map<String, String> slowest = new LinkedHashMap<>();
    private final List<Timing> all = new ArrayList<>();
    private boolean right = true;

    /** @param unit behind the numbers */
    void judge(String what, double measured, double most, String unit) {
        boolean reached = measured <= most;
        right &= reached;
        rows.add(List.of(what, number(measured, unit), number(most, unit), reached ? "reached" : "MISSED"));
    }

    /** The slowest of many by their 95th percentile, and what it is. */
    void judge(String what, List<Timing> timings, double most) {
        if (timings.isEmpty()) {
            throw new BenchFailed("%s: nothing was measured.".formatted(what));
        }
        all.addAll(timings);
        List<Timing> ordered = timings.stream().sorted(Timing.SLOWEST_FIRST).toList();
        judge(
                "%s, the slowest of %d".formatted(what, timings.size()),
                ordered.getFirst().p95(),
                most,
                "ms");
        List<String> told = new ArrayList<>();
        for (Timing timing : ordered) {
            if (told.size() < FEWEST || timing.p95() > most && told.size() < MOST) {
                told.add("`%s` %s (p50 %s)"
                        .formatted(timing.what(), number(timing.p95(), "ms"), number(timing.p50(), "ms")));
            }
        }
        slowest.put(what, String.join(", ", told));
    }

    /** Told, not judged. */
    void tell(String what, double measured, String unit) {
        rows.add(List.of(what, number(measured, unit), "", ""));
    }

    boolean isRight() {
        return right;
    }

    String text() {
        StringBuilder text = new StringBuilder(Markdown.table(rows)).append('\n');
        slowest.forEach((what, names) -> text.append("- slowest of ")
                .append(what)
                .append(": ")
                .append(names)
                .append('\n'));
        return text.toString();
    }

    /** Every address with its 95th percentile, median and least, for whoever mends what is slow. */
    void writeAll(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(
                file,
                all.stream().sorted(Timing.SLOWEST_FIRST).map(Timing::line).toList());
    }

    /** Replaces what an earlier run wrote into the page. */
    void writePage(Path page, Map<String, Object> circumstances) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END, begin);
        if (begin < 0 || end < 0) {
            throw new BenchFailed("%s has no lines '%s' and '%s': put them back.".formatted(page, BEGIN, END));
        }
        StringBuilder block = new StringBuilder(BEGIN).append('\n').append(text());
        circumstances.forEach((name, value) -> block.append("- ")
                .append(name)
                .append(": ")
                .append(Markdown.value(value))
                .append('\n'));
        Files.writeString(page, text.substring(0, begin) + block + text.substring(end));
    }

    private static String number(double value, String unit) {
        double rounded = Numbers.rounded(value);
        String text = Math.abs(rounded) >= 100
                ? "%,d".formatted(Math.round(rounded))
                : String.format(Locale.ROOT, "%.1f", rounded);
        return text + " " + unit;
    }
}
