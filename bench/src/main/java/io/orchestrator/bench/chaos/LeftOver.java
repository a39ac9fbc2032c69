package io.orchestrator.bench.chaos;

import io.orchestrator.bench.check.Violation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Looks for processes that outlived their cluster: by their command line, and by the mark that workers give to what they start. */
final class LeftOver {

    private static final String MARK = "ORCHESTRATOR_RUNNER=";

    private final List<String> signs = new ArrayList<>();

    /** @param workFolders of the workers */
    LeftOver(Path cluster, List<Path> workFolders) {
        signs.add(cluster.toString());
        for (Path folder : workFolders) {
            signs.add(MARK + UUID.nameUUIDFromBytes(folder.toString().getBytes(StandardCharsets.UTF_8)));
        }
    }

    List<Violation> find() {
        List<Violation> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                String text = read(process.resolve("cmdline")) + read(process.resolve("environ"));
                if (signs.stream().anyMatch(text::contains) && !isOurs(process)) {
                    found.add(new Violation(
                            Violation.Kind.LEFT_OVER,
                            "process %s: %s".formatted(process.getFileName(), read(process.resolve("cmdline")))));
                }
            }
        } catch (IOException failure) {
            throw new IllegalStateException("processes cannot be listed", failure);
        }
        return found;
    }

    private static boolean isOurs(Path process) {
        return process.getFileName()
                .toString()
                .equals(Long.toString(ProcessHandle.current().pid()));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }
}
