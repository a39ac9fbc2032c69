package io.orchestrator.postgres;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Turns what PostgreSQL or the file system said into one sentence that says what to do. */
final class Diagnosis {

    private static final String DISK_FULL = "No space left on device";

    private Diagnosis() {}

    /** @param step what was tried, as in "could not [step]" */
    static PostgresFailed of(String step, IOException failure) {
        String said = String.valueOf(failure.getMessage());
        String sentence = switch (failure) {
            case BoundProcess.MissingTool missing -> said;
            case IOException full when said.contains(DISK_FULL) -> diskFull(step);
            case AccessDeniedException denied ->
                "Could not %s: this user may not write %s; choose a folder that you own."
                        .formatted(step, denied.getFile());
            case FileSystemException ignored ->
                "Could not %s: %s (%s)."
                        .formatted(step, said, failure.getClass().getSimpleName());
            default -> "Could not %s: %s.".formatted(step, said);
        };
        return new PostgresFailed(sentence, failure);
    }

    /** Why the server ended while it started. */
    static PostgresFailed ofServer(Path folder, int port, int exitCode, String output) {
        return new PostgresFailed(serverSentence(folder, port, exitCode, output));
    }

    private static String serverSentence(Path folder, int port, int exitCode, String output) {
        if (output.contains(DISK_FULL)) {
            return diskFull("start PostgreSQL in " + folder);
        }
        if (isPortTaken(output)) {
            return portTaken(port);
        }
        if (output.contains("lock file \"postmaster.pid\" already exists")
                || output.contains("pre-existing shared memory block")) {
            return "Another PostgreSQL is still running on the data in %s; stop it first.".formatted(folder);
        }
        if (output.contains("are incompatible with server")) {
            return ("The data in %s was written by another major version of PostgreSQL (%s); "
                            + "start once with the version that wrote it, or move the folder away.")
                    .formatted(folder, lastLine(output));
        }
        return "PostgreSQL could not start on the data in %s (exit code %d: %s); the folder seems broken: restore a backup of it, or move it away to begin anew."
                .formatted(folder, exitCode, lastLine(output));
    }

    static boolean isPortTaken(String output) {
        return output.contains("Address already in use");
    }

    static String portTaken(int port) {
        return "PostgreSQL cannot listen on 127.0.0.1:%d: the port is already in use; choose another one."
                .formatted(port);
    }

    /** Why a program that was run once, such as initdb, failed. */
    static PostgresFailed ofProgram(String step, int exitCode, String output) {
        if (output.contains(DISK_FULL)) {
            return new PostgresFailed(diskFull(step));
        }
        return new PostgresFailed("Could not %s: exit code %d, %s.".formatted(step, exitCode, lastLine(output)));
    }

    private static String diskFull(String step) {
        return "Could not %s: the disk is full; free some space and start again.".formatted(step);
    }

    /** The last line that names a fault, else the last one at all. */
    private static String lastLine(String output) {
        List<String> lines = output.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.stream()
                .filter(Diagnosis::namesFault)
                .reduce((first, second) -> second)
                .or(() -> lines.reversed().stream().findFirst())
                .map(line -> line.replaceFirst("^\\S+ \\S+ UTC \\[\\d+\\] ", ""))
                .orElse("it said nothing");
    }

    private static boolean namesFault(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        return lower.contains("fatal:")
                || lower.contains("panic:")
                || lower.contains("error:")
                || lower.contains("detail:");
    }
}
