package io.orchestrator.sdk.ingest;

import io.orchestrator.sdk.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows as lines of text. */
interface RowLines {

    /** What comes before the rows. */
    String head();

    String line(List<@Nullable Object> values);

    static RowLines json(List<String> names) {
        return new RowLines() {

            @Override
            public String head() {
                return "";
            }

            @Override
            public String line(List<@Nullable Object> values) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                for (int i = 0; i < names.size(); i++) {
                    row.put(names.get(i), values.get(i));
                }
                return Json.write(row) + "\n";
            }
        };
    }

    /** As RFC 4180 has it, with line feeds. */
    static RowLines csv(List<String> names) {
        return new RowLines() {

            @Override
            public String head() {
                return line(List.copyOf(names));
            }

            @Override
            public String line(List<@Nullable Object> values) {
                return values.stream().map(RowLines::quoted).collect(Collectors.joining(",", "", "\n"));
            }
        };
    }

    private static String quoted(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
