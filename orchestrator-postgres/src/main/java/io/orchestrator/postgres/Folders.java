package io.orchestrator.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What java.nio.file has no single call for. */
final class Folders {

    private Folders() {}

    /** Deletes a folder and all that is in it; one that is not there is fine. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException alreadyGone) {
            // That is what was asked for.
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }
}
