package io.orchestrator.core.lineage;

import io.orchestrator.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Appends a line to a file for each event, as OpenLineage's file transport does. */
public final class FileTarget implements LineageTarget {

    private final Path file;

    public FileTarget(Path file) {
        this.file = file;
    }

    @Override
    public void send(List<ObjectNode> events) throws IOException {
        StringBuilder lines = new StringBuilder();
        events.forEach(
                event -> lines.append(Json.MAPPER.writeValueAsString(event)).append('\n'));
        Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
