package io.orchestrator.bench.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the built programs lie.
 *
 * @param server the server's jar, with its libraries inside or beside it
 * @param worker the worker's jar, with its libraries beside it
 * @param runner the runner's jar with all that it needs
 */
public record Installation(Path server, Path worker, Path runner) {

    /** What the launcher lays out, which starts faster, or what Maven leaves; told by a system property of that name. */
    public static Installation fromSystemProperties() {
        String install = System.getProperty("orchestrator.install");
        String checkout = System.getProperty("orchestrator.checkout");
        if (install == null && checkout == null) {
            throw new ClusterFailed(
                    "Neither of the system properties orchestrator.install and orchestrator.checkout is set:"
                            + " start by the scripts in bin.");
        }
        return install == null ? ofBuild(Path.of(String.valueOf(checkout))) : at(Path.of(install));
    }

    /** The folder that {@code bin/orchestrator install} prints. */
    public static Installation at(Path folder) {
        return checked(
                folder.resolve("server/orchestrator-web-boot.jar"),
                folder.resolve("worker/orchestrator-worker.jar"),
                folder.resolve("runner.jar"));
    }

    private static Installation ofBuild(Path checkout) {
        return checked(
                checkout.resolve("orchestrator-web/target/orchestrator-web-boot.jar"),
                checkout.resolve("orchestrator-worker/target/orchestrator-worker.jar"),
                runnerJar(checkout.resolve("orchestrator-runner/target")));
    }

    /** Its name carries the version. */
    private static Path runnerJar(Path target) {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches("orchestrator-runner-.*-all\\.jar"))
                    .sorted()
                    .reduce((first, second) -> second)
                    .orElse(target.resolve("orchestrator-runner-all.jar"));
        } catch (IOException missing) {
            throw new ClusterFailed("%s cannot be read: %s; build first.".formatted(target, missing), missing);
        }
    }

    private static Installation checked(Path... jars) {
        for (Path jar : jars) {
            if (!Files.isRegularFile(jar)) {
                throw missing(jar);
            }
        }
        return new Installation(absolute(jars[0]), absolute(jars[1]), absolute(jars[2]));
    }

    private static ClusterFailed missing(Path jar) {
        return new ClusterFailed("%s is missing; build first, by: bin/orchestrator install".formatted(jar));
    }

    private static Path absolute(Path jar) {
        return jar.toAbsolutePath().normalize();
    }

    /** The serving process's jar, with its libraries beside it; only the launcher lays it out. */
    Path serving() {
        Path jar = server.resolveSibling("../serving/orchestrator-serving.jar").normalize();
        if (!Files.isRegularFile(jar)) {
            throw missing(jar);
        }
        return jar;
    }

    /** The program of the JVM that runs this code. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** What a newer JDK needs to be quiet about the server's libraries, as the launcher gives it. */
    static List<String> quietJvm() {
        return Runtime.version().feature() >= 24
                ? List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
                : List.of();
    }
}
