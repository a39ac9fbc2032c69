package io.orchestrator.integration.ml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** ONNX Runtime reads the command line of its process when it is loaded, and one that is longer than it expects kills the JVM. */
final class CommandLine {

    private static final Path OWN = Path.of("/proc/self/cmdline");
    private static final int LONGEST = 4_000;

    private CommandLine() {}

    /** @throws ModelException before that happens */
    static void check() {
        try (InputStream line = Files.newInputStream(OWN)) {
            int bytes = line.readNBytes(LONGEST + 1).length;
            if (bytes > LONGEST) {
                throw new ModelException(
                        "The command line of this process is longer than %d bytes, and ONNX Runtime would"
                                        .formatted(LONGEST)
                                + " kill it: give the class path by a file (java @FILE) or by the environment variable CLASSPATH");
            }
        } catch (IOException elsewhere) {
            // Only Linux has it, and only there it happens.
            return;
        }
    }
}
