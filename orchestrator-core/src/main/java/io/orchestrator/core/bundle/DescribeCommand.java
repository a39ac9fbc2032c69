package io.orchestrator.core.bundle;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line of the describing JVM. */
final class DescribeCommand {

    /** What a JVM ends with when -XX:+ExitOnOutOfMemoryError ended it. */
    static final int OUT_OF_MEMORY = 3;

    private DescribeCommand() {}

    /** The java of the JDK that runs this. */
    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** Writes the arguments into a file, because a long class path does not fit into one argument. */
    static Path write(
            Path folder, BundleSettings settings, List<Path> dagJars, List<Path> libraries, List<String> program)
            throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx%dm".formatted(settings.describeHeapMegabytes()),
                "-XX:MaxMetaspaceSize=256m",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:-CreateCoredumpOnCrash",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Djava.io.tmpdir=" + temporary,
                "-Dorchestrator.timetable.millis="
                        + settings.describeTimeout().dividedBy(3).toMillis(),
                "-cp",
                classPath(settings.runnerJar(), dagJars, libraries)));
        arguments.addAll(program);
        return Files.write(
                folder.resolve("arguments"),
                arguments.stream().map(DescribeCommand::quoted).toList());
    }

    private static String classPath(Path runnerJar, List<Path> dagJars, List<Path> libraries) {
        return Stream.of(Stream.of(runnerJar), dagJars.stream(), libraries.stream())
                .flatMap(paths -> paths)
                .map(path -> path.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
