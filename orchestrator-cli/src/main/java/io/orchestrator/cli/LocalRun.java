package io.orchestrator.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs a DAG in a JVM of its own with the test kit, whose program does the work: its code never runs in this one. */
final class LocalRun {

    private static final String PROGRAM = "io.orchestrator.testkit.TerminalRun";

    private final Map<String, String> environment;
    private final PrintWriter out;

    LocalRun(Map<String, String> environment, PrintWriter out) {
        this.environment = environment;
        this.out = out;
    }

    int run(
            Path classes,
            List<Path> libraries,
            @Nullable String dagId,
            @Nullable String logicalDate,
            @Nullable String conf,
            Duration most) {
        if (!Files.exists(classes)) {
            throw new Failure(
                    2, "%s is not there: build the project first, for example by mvn package".formatted(classes));
        }
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(classes, libraries),
                PROGRAM,
                classes.toString()));
        option(command, "--dag", dagId);
        option(command, "--logical-date", logicalDate);
        option(command, "--conf", conf);
        try {
            return follow(new ProcessBuilder(command).redirectErrorStream(true).start(), most);
        } catch (IOException e) {
            throw new Failure(Failure.NO_SERVER, "The JVM for the DAG could not be started: " + e.getMessage());
        }
    }

    private int follow(Process process, Duration most) throws IOException {
        var watch = Thread.ofVirtual().start(() -> {
            try {
                if (!process.waitFor(most.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
            }
        });
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(out::println);
        }
        try {
            var code = process.waitFor();
            watch.join();
            return code;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return Failure.ENDED_BADLY;
        }
    }

    private static void option(List<String> command, String name, @Nullable String value) {
        if (value != null) {
            command.add(name);
            command.add(value);
        }
    }

    private String classPath(Path classes, List<Path> libraries) {
        var installed = environment.get("ORCHESTRATOR_INSTALL");
        if (installed == null) {
            throw new Failure(
                    2,
                    "ORCHESTRATOR_INSTALL is not set: start this by bin/orchestrator, which knows where the test kit lies");
        }
        return Stream.of(
                        Stream.of(classes),
                        libraries.stream(),
                        Stream.of(Path.of(installed, "testkit", "*"), Path.of(installed, "server", "lib", "*")))
                .flatMap(paths -> paths)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
