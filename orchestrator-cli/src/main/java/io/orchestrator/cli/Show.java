package io.orchestrator.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Prints answers: tables for people, JSON for scripts. */
final class Show {

    private static final int WIDEST = 60;

    private final PrintWriter out;
    private final boolean json;

    Show(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    boolean isJson() {
        return json;
    }

    /**
     * A list.
     *
     * @param field where the answer has it
     * @param columns fields of its elements; {@code a.b} is a field of a field
     */
    void list(JsonNode answer, String field, String... columns) {
        if (json) {
            out.println(Server.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer.path(field)));
            return;
        }
        var rows = new ArrayList<List<String>>();
        for (var element : answer.path(field)) {
            var row = new ArrayList<String>();
            for (var column : columns) {
                row.add(cut(element.at("/" + column.replace('.', '/'))));
            }
            rows.add(row);
        }
        table(List.of(columns), rows);
        var total = answer.path("total_entries").asInt(rows.size());
        if (total > rows.size()) {
            out.printf("%d of %d%n", rows.size(), total);
        }
    }

    /** One thing, a line for each field. */
    void one(JsonNode answer, String... fields) {
        if (json) {
            out.println(Server.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer));
            return;
        }
        var widest = List.of(fields).stream().mapToInt(String::length).max().orElse(0);
        for (var field : fields) {
            out.printf("%-" + widest + "s  %s%n", field, whole(answer.at("/" + field.replace('.', '/'))));
        }
    }

    /** A sentence for people; a script reads the answer, or nothing. */
    void done(String sentence) {
        if (!json) {
            out.println(sentence);
        }
    }

    void line(String line) {
        out.println(line);
        out.flush();
    }

    private void table(List<String> head, List<List<String>> rows) {
        if (rows.isEmpty()) {
            out.println("(none)");
            return;
        }
        var widths = new int[head.size()];
        for (int i = 0; i < widths.length; i++) {
            var column = i;
            widths[i] = Math.max(
                    head.get(i).length(),
                    rows.stream()
                            .mapToInt(row -> row.get(column).length())
                            .max()
                            .orElse(0));
        }
        print(head.stream().map(name -> name.replace('_', ' ')).toList(), widths);
        rows.forEach(row -> print(row, widths));
    }

    private void print(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(String.format("%-" + widths[i] + "s  ", cells.get(i)));
        }
        out.println(line.toString().stripTrailing());
    }

    /** On one line. */
    private static String whole(JsonNode value) {
        var text = value.isMissingNode() || value.isNull()
                ? ""
                : value.isArray() ? list(value) : value.isObject() ? value.toString() : value.asString();
        return text.replaceAll("\\s+", " ");
    }

    /** As much of it as a table has room for. */
    private static String cut(JsonNode value) {
        var text = whole(value);
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
    }

    private static String list(JsonNode values) {
        var names = new ArrayList<String>();
        values.forEach(value -> names.add(value.isObject() ? name(value) : value.asString()));
        return String.join(", ", names);
    }

    /** What an object in a list is called: by its own name, or as a DAG, a task or a run. */
    private static String name(JsonNode value) {
        if (value.has("name") || !value.has("dag_id")) {
            return value.path("name").asString(value.toString());
        }
        var within = value.has("task_id") ? value.path("task_id") : value.path("run_id");
        return value.path("dag_id").asString() + (within.isMissingNode() ? "" : "/" + within.asString());
    }
}
