package io.orchestrator.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A child JVM on the shaded jar, as the server and the worker start it. */
final class ChildJvm {

    private ChildJvm() {}

    static Process start(Path bundle, List<String> options, String main, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
        command.addAll(options);
        String runner = System.getProperty("runner.jar");
        assertThat(runner)
                .as("runner.jar: these tests run when the jar has been packaged")
                .isNotNull();
        command.addAll(List.of(
                "-cp",
                String.join(
                        File.pathSeparator,
                        runner,
                        bundle.toString(),
                        BundleJar.slf4j().toString())));
        command.add(main);
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
