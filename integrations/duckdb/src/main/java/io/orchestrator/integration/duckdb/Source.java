package io.orchestrator.integration.duckdb;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a view of a session reads.
 *
 * @param view its name in SQL
 * @param title what people call it: {@code dataset 'flights', version 3}
 * @param dataset its name alone
 */
record Source(String view, String title, String dataset, List<Path> files) {

    long filesIn(String message) {
        return files.stream().filter(file -> message.contains(file.toString())).count();
    }

    Optional<Path> fileIn(String message) {
        return files.stream().filter(file -> message.contains(file.toString())).findFirst();
    }
}
