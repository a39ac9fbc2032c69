package io.orchestrator.web.standalone;

import static java.util.stream.Collectors.joining;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Standalone in a process of its own: the true one, or with a stand-in for the application and for the worker. */
final class StandaloneProcess implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path home;
    private final StringBuilder output = new StringBuilder();

    private StandaloneProcess(Process process, Path home) {
        this.process = process;
        this.home = home;
    }

    /** Starts and reads what it prints, until it says how to stop it or ends. */
    static StandaloneProcess start(Path install, Path home, String... moreOptions) throws IOException {
        String[] options = moreOptions.length == 0 ? new String[] {"--port", "0"} : moreOptions;
        return start(command(install, home, StandInApplication.class, options), home);
    }

    /**
     * The same with the true application.
     *
     * @param environment settings of the server, as variables
     */
    static StandaloneProcess startTrue(Path install, Path home, Map<String, String> environment) throws IOException {
        ProcessBuilder command = command(install, home, StandaloneMain.class, "--port", "0");
        command.environment().putAll(environment);
        return start(command, home);
    }

    private static ProcessBuilder command(Path install, Path home, Class<?> program, String... options) {
        ProcessBuilder builder = new ProcessBuilder(
                ChildJvm.program(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorchestrator.install=" + install,
                "-cp",
                program == StandaloneMain.class ? classPathWithoutTests() : System.getProperty("java.class.path"),
                program.getName(),
                "--home",
                home.toString());
        builder.command().addAll(List.of(options));
        return builder;
    }

    /** The true application would find the beans of tests as well. */
    private static String classPathWithoutTests() {
        Path tests = Path.of(URI.create(testClasses()));
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).toAbsolutePath().equals(tests))
                .collect(joining(File.pathSeparator));
    }

    private static StandaloneProcess start(ProcessBuilder builder, Path home) throws IOException {
        StandaloneProcess started =
                new StandaloneProcess(builder.redirectErrorStream(true).start(), home);
        BufferedReader reader = started.process.inputReader();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            started.output.append(line).append('\n');
            if (line.contains("Ctrl-C")) {
                break;
            }
        }
        return started;
    }

    /** What the launcher lays out, with a worker that does nothing. */
    static Path layOut(Path install) throws IOException {
        Files.createDirectories(install.resolve("worker"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandInWorker.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, testClasses());
        try (OutputStream file = Files.newOutputStream(install.resolve("worker/orchestrator-worker.jar"));
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            jar.finish();
        }
        return install;
    }

    private static String testClasses() {
        return StandInWorker.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
    }

    String output() {
        return output.toString();
    }

    String password() {
        return output.toString()
                .lines()
                .filter(line -> line.strip().startsWith("Password"))
                .map(line -> line.strip().split(" +")[1])
                .findFirst()
                .orElseThrow();
    }

    String get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(address().resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    URI address() throws IOException {
        return output.toString()
                .lines()
                .filter(line -> line.strip().startsWith("Open"))
                .map(line -> URI.create(line.strip().split(" +")[1]))
                .findFirst()
                .orElseThrow(() -> new IOException("not running: " + output));
    }

    ProcessHandle postgres() throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(home.resolve("postgres/data/postmaster.pid"))
                        .getFirst()))
                .orElseThrow();
    }

    /** The worker that was started last, if it runs. */
    Optional<ProcessHandle> worker() throws IOException {
        return ProcessHandle.of(
                Long.parseLong(Files.readAllLines(home.resolve("worker/pids")).getLast()));
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** All that it has started, and what that has started. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    int exitCode() {
        return process.onExit().join().exitValue();
    }

    void terminate() {
        process.destroy();
    }

    void killWithoutWarning() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            process.onExit().get(20, TimeUnit.SECONDS);
        } catch (TimeoutException | InterruptedException | ExecutionException late) {
            process.destroyForcibly();
            throw new IOException("standalone did not stop within 20 seconds", late);
        }
    }
}
