package io.orchestrator.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TableDictionaryTest {

    private static final Path DICTIONARY = Path.of("../db/README.md");

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void theDictionaryHasEveryTableAndNoOther() throws IOException {
        List<String> tables = database.query("""
                SELECT c.relname FROM pg_class c
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                  AND c.relname !~ '^(qrtz_|flyway_)'""");

        assertThat(dictionary().keySet()).containsExactlyInAnyOrderElementsOf(tables);
    }

    @Test
    void everyColumnOfTheDictionaryIsThere() throws IOException {
        dictionary()
                .forEach((table, columns) -> assertThat(database.query(
                                "SELECT column_name FROM information_schema.columns WHERE table_name = '%s'"
                                        .formatted(table)))
                        .as(table)
                        .containsAll(columns));
    }

    /** Columns by table: a heading names a table, the first cell of a line a column. */
    private static Map<String, Set<String>> dictionary() throws IOException {
        Map<String, Set<String>> dictionary = new TreeMap<>();
        Set<String> columns = new TreeSet<>();
        for (String line : Files.readAllLines(DICTIONARY)) {
            if (line.startsWith("## ")) {
                columns = new TreeSet<>();
                assertThat(dictionary.put(line.substring(3), columns))
                        .as("twice: " + line)
                        .isNull();
            } else if (line.matches("\\| [a-z_0-9]+ \\|.*") && !line.startsWith("| column ")) {
                columns.add(line.split("\\|")[1].strip());
            }
        }
        return dictionary;
    }
}
