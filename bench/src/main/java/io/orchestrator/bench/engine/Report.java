package io.orchestrator.bench.engine;

import io.orchestrator.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Tells the results: as a table, as a file, and in the page of the benchmarks. */
final class Report {

    static final String BEGIN = "<!-- begin: written by bin/bench engine -->";
    static final String END = "<!-- end -->";

    private static final List<String> ABSOLUTE = List.of(
            "tasks_per_second",
            "hop_p50_ms",
            "hop_p99_idle_ms",
            "hop_p50_half_load_ms",
            "sequential40_ms",
            "fanout40_ms",
            "mapped10k_ms",
            "mapped10k_two_servers_ms",
            "db_scheduler_tasks_per_second",
            "quartz_tasks_per_second",
            "start_s",
            "slots",
            "prefetch");

    private final Results results;

    Report(Results results) {
        this.results = results;
    }

    /** The figures that the engine is judged by, then the others. */
    String table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("figure", "measured", "at least", "aim", "verdict"));
        for (Target target : Target.ALL) {
            OptionalDouble figure = results.get(target.result());
            rows.add(List.of(
                    target.what(),
                    figure.isPresent() ? number(figure.getAsDouble(), target.unit()) : "-",
                    number(target.atLeast(), target.unit()),
                    number(target.aim(), target.unit()),
                    target.verdict(figure)));
        }
        for (String name : ABSOLUTE) {
            results.get(name).ifPresent(value -> rows.add(List.of("`" + name + "`", number(value, ""), "", "", "")));
        }
        return Markdown.table(rows);
    }

    private static String number(double value, String unit) {
        double rounded = Numbers.rounded(value);
        String text = rounded == Math.rint(rounded)
                ? "%,d".formatted((long) rounded)
                : String.format(Locale.ROOT, Math.abs(rounded) < 0.1 ? "%.4f" : "%.2f", rounded);
        return unit.isEmpty() ? text : text + " " + unit;
    }

    void writeJson(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(results.all()) + "\n");
    }

    /** Replaces what an earlier run wrote into the page; the rest of it is written by people. */
    void writePage(Path page) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END, begin);
        if (begin < 0 || end < 0) {
            throw new BenchFailed("%s has no lines '%s' and '%s': put them back.".formatted(page, BEGIN, END));
        }
        Files.writeString(page, text.substring(0, begin) + BEGIN + "\n" + block() + text.substring(end));
    }

    private String block() {
        Map<String, Object> all = results.all();
        StringBuilder block = new StringBuilder();
        block.append(table()).append('\n');
        List.of(
                        "taken_at",
                        "commit",
                        "command",
                        "machine",
                        "settings",
                        "yardstick_tool",
                        "cpu_ms_per_task",
                        "u1",
                        "u16",
                        "l50")
                .forEach(name -> block.append("- ")
                        .append(name)
                        .append(": ")
                        .append(Markdown.value(all.getOrDefault(name, "-")))
                        .append('\n'));
        return block.toString();
    }
}
