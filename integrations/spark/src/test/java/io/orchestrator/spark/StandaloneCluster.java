package io.orchestrator.spark;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A real master and a real worker, from Spark's published jars. */
final class StandaloneCluster implements AutoCloseable {

    private final Path folder;
    private final Path home;
    private final int port = freePort();
    private final int page = freePort();
    private final int rest = freePort();
    private final Process master;
    private final Process worker;

    StandaloneCluster(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.home = install();
        this.master = java(
                "master",
                List.of("-Dspark.master.rest.enabled=true", "-Dspark.master.rest.port=" + rest),
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--webui-port",
                String.valueOf(page));
        this.worker = java(
                "worker",
                List.of(),
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                "127.0.0.1",
                "--webui-port",
                String.valueOf(freePort()),
                "-c",
                "4",
                "-m",
                "4g",
                "-d",
                Files.createDirectories(folder.resolve("work")).toString(),
                "spark://127.0.0.1:" + port);
        awaitWorker();
    }

    SparkCluster cluster() {
        return new SparkCluster(
                URI.create("http://127.0.0.1:" + page),
                URI.create("http://127.0.0.1:" + rest),
                "spark://127.0.0.1:" + port,
                "4.2.0",
                Duration.ofSeconds(1));
    }

    Path home() {
        return home;
    }

    /** The jar of the program that the tests submit. */
    Path program() throws IOException {
        Path source = folder.resolve("SparkProgram.java");
        try (InputStream text = StandaloneCluster.class.getResourceAsStream("/SparkProgram.java.txt")) {
            Files.write(source, text.readAllBytes());
        }
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", folder.toString(), "-cp", classPath(), source.toString());
        if (failed != 0) {
            throw new IOException("the program does not compile");
        }
        Path jar = folder.resolve("program.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("SparkProgram.class"));
            Files.copy(folder.resolve("SparkProgram.class"), out);
            out.closeEntry();
        }
        return jar;
    }

    @Override
    public void close() throws InterruptedException {
        // Drivers and executors are its children.
        for (Process each : List.of(worker, master)) {
            List<ProcessHandle> all = each.descendants().toList();
            each.destroyForcibly().waitFor();
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Each jar by its name: only programs take a star for all of them. */
    private String classPath() throws IOException {
        try (Stream<Path> jars = Files.list(home.resolve("jars"))) {
            return jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
    }

    /** Its jars by Maven, and a folder as Spark expects it. */
    private Path install() throws IOException, InterruptedException {
        Path pom = folder.resolve("pom.xml");
        try (InputStream text = StandaloneCluster.class.getResourceAsStream("/spark-pom.xml")) {
            Files.write(pom, text.readAllBytes());
        }
        Path list = folder.resolve("jars.txt");
        Process maven = new ProcessBuilder(
                        "mvn",
                        "-B",
                        "-q",
                        "-ntp",
                        "-f",
                        pom.toString(),
                        "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath",
                        "-Dmdep.outputFile=" + list)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("maven.log").toFile())
                .start();
        if (maven.waitFor() != 0) {
            throw new IOException("Spark cannot be resolved: " + Files.readString(folder.resolve("maven.log")));
        }
        Path installed = folder.resolve("spark");
        Files.createDirectories(installed.resolve("bin"));
        Files.createDirectories(installed.resolve("jars"));
        for (String jar : Files.readString(list).trim().split(File.pathSeparator)) {
            Files.createSymbolicLink(
                    installed.resolve("jars").resolve(Path.of(jar).getFileName()), Path.of(jar));
        }
        return installed;
    }

    private Process java(String name, List<String> options, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(new SparkHome(home).java(256));
        command.add(1, "-XX:+UseSerialGC");
        command.addAll(1, options);
        command.add(main);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "SPARK_HOME", home.toString(),
                        "JAVA_HOME", System.getProperty("java.home"),
                        "SPARK_LOCAL_IP", "127.0.0.1",
                        "SPARK_SCALA_VERSION", "2.13",
                        "SPARK_NO_DAEMONIZE", "1"));
        return builder.start();
    }

    private void awaitWorker() throws IOException, InterruptedException {
        Path log = folder.resolve("worker.log");
        while (!Files.readString(log, StandardCharsets.ISO_8859_1).contains("Successfully registered with master")) {
            if (worker.waitFor(200, TimeUnit.MILLISECONDS) || !master.isAlive()) {
                throw new IOException("the cluster does not start: " + Files.readString(folder.resolve("master.log"))
                        + Files.readString(log));
            }
        }
    }

    /** What the driver of an application, or the worker, has said. */
    String logs() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder.resolve("work"))) {
            for (Path file : files.filter(path -> path.endsWith("stderr")).toList()) {
                all.append(file).append('\n').append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no port is free", e);
        }
    }
}
