package io.orchestrator.bench.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Text that can be read at a terminal and on a page alike. */
public final class Markdown {

    private Markdown() {}

    /** @param rows the first one is the head; all of the same length */
    public static String table(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        List<String> lines =
                new ArrayList<>(rows.stream().map(row -> line(row, widths)).toList());
        List<String> rule = new ArrayList<>();
        for (int width : widths) {
            rule.add("-".repeat(width));
        }
        lines.add(1, line(rule, widths));
        return String.join("\n", lines) + "\n";
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            line.append(' ')
                    .append(cell)
                    .append(" ".repeat(widths[i] - cell.length()))
                    .append(" |");
        }
        return line.toString();
    }

    /** Anything in one line. */
    public static String value(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
            case List<?> list -> list.stream().map(Markdown::number).collect(Collectors.joining(", "));
            default -> String.valueOf(value);
        };
    }

    private static String number(Object value) {
        return value instanceof Number number && number.doubleValue() >= 100
                ? Long.toString(Math.round(number.doubleValue()))
                : String.valueOf(value);
    }
}
