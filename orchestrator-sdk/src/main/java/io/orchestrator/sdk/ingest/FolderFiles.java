package io.orchestrator.sdk.ingest;

import io.orchestrator.sdk.NoRetryException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Files of a folder by their time and length. */
final class FolderFiles {

    private FolderFiles() {}

    static List<Source> in(Path folder, String glob) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoRetryException("the folder " + folder
                    + " is not there on this worker; mount it, or let the task" + " require a worker that has it");
        }
        PathMatcher matcher = matcher(glob);
        List<Source> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path name = folder.relativize(file);
                if (matcher.matches(name)) {
                    sources.add(source(file, name.toString()));
                }
            }
        }
        return sources;
    }

    private static PathMatcher matcher(String glob) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw new NoRetryException("'" + glob + "' is no glob: " + e.getDescription(), e);
        }
    }

    private static Source source(Path file, String name) throws IOException {
        String stamp = stamp(file);
        return new Source(name, stamp, to -> {
            Files.copy(file, to);
            if (!stamp(file).equals(stamp)) {
                throw new IllegalStateException("the file " + file + " was changed while it was read; let who writes it"
                        + " write it elsewhere and move it there when it is complete. A retry takes it as it is then");
            }
        });
    }

    private static String stamp(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toMillis() + "-" + Files.size(file);
    }
}
