package io.orchestrator.runner;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.BundleDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;

/**
 * Describes a bundle's DAGs: {@code --out FILE --jar JAR...}. The file is there only if describing came to its end; user code
 * that hangs, ends the process or takes all memory leaves none.
 */
public final class DescribeMain {

    private DescribeMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Arguments arguments = Arguments.parse(args);
        BundleDescription description = BundleDescriber.describe(
                arguments.all("--jar"), Clock.systemUTC().instant());
        write(arguments.one("--out").toAbsolutePath(), Json.MAPPER.writeValueAsBytes(description));
        // User code may have left threads and hooks behind.
        Runtime.getRuntime().halt(0);
    }

    static void write(Path out, byte[] json) throws IOException {
        Path unfinished = out.resolveSibling(out.getFileName() + ".unfinished");
        Files.write(unfinished, json);
        Files.move(unfinished, out, StandardCopyOption.ATOMIC_MOVE);
    }
}
