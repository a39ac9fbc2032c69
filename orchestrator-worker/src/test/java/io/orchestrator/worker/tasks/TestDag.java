package io.orchestrator.worker.tasks;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.TaskContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** One task for each thing that can happen to an attempt. */
public final class TestDag implements DagSource {

    @Override
    public Dag dag() {
        return Dag.define("test", dag -> {
            var hello = dag.task("hello", TestDag::hello);
            dag.task("greet", TestDag::greet, hello);
            dag.task("jvm", TestDag::jvm);
            dag.task("large", TestDag::large);
            dag.action("fail", TestDag::fail);
            dag.action("spin", TestDag::spin);
            dag.action("wait", TestDag::waitForInterrupt);
            dag.action("late", TestDag::waitForInterrupt)
                    .onFailure((context, thrown) -> System.out.println("the hook was called"));
            dag.action("exit", TestDag::exit);
            dag.action("lines", TestDag::lines);
            dag.action("child", TestDag::child);
            dag.task("environment", TestDag::environment);
            dag.task("intrude", TestDag::intrude);
            dag.action("hoard", TestDag::hoard);
        });
    }

    static String hello() {
        System.out.println("hello from a task");
        return "hello";
    }

    static String greet(String greeting) {
        return greeting + ", world";
    }

    static long jvm() {
        return ProcessHandle.current().pid();
    }

    static String large() {
        return "x".repeat(200 * 1024);
    }

    static void fail() {
        throw new IllegalStateException("this task always fails");
    }

    /** Obeys no interrupt, and leaves its process group with one of its children. */
    static void spin() throws IOException {
        Process sleep = new ProcessBuilder("sleep", "987").start();
        Process daemon = new ProcessBuilder("setsid", "sleep", "987").start();
        System.out.println("spinning with " + sleep.pid() + " and " + daemon.pid());
        while (sleep.pid() > 0) {
            Thread.onSpinWait();
        }
    }

    static void waitForInterrupt() throws InterruptedException {
        System.out.println("waiting in process " + ProcessHandle.current().pid());
        new CountDownLatch(1).await();
    }

    static void exit() {
        System.out.println("last words");
        System.exit(3);
    }

    static void lines(TaskContext context) {
        for (int i = 0; i < 10_000; i++) {
            System.out.println("line " + i);
        }
        context.log().log(System.Logger.Level.INFO, "all lines are written");
    }

    /** A child that writes to the JVM's own streams, past everything that Java can catch. */
    static void child() throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "echo from a child; echo an error >&2")
                .inheritIO()
                .start()
                .waitFor();
    }

    static Map<String, String> environment() throws IOException {
        Map<String, String> seen = new HashMap<>(System.getenv());
        seen.put("user.home", System.getProperty("user.home"));
        Path note = Files.writeString(Path.of(System.getenv("HOME"), "note"), "kept");
        seen.put("written", Files.readString(note));
        Files.createTempFile("a", "b");
        return seen;
    }

    /** What user code gets to see of the worker that started it, and of a runner beside its own. */
    static Map<String, String> intrude() throws IOException {
        long worker = ProcessHandle.current().parent().orElseThrow().pid();
        Map<String, String> found = new HashMap<>();
        for (String file : List.of("environ", "mem", "fd", "cwd")) {
            found.put(file, read(Path.of("/proc", Long.toString(worker), file)));
        }
        found.put("uid", Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString());
        found.put("signal", kill(worker));
        return found;
    }

    private static String read(Path file) {
        try {
            if (Files.isDirectory(file)) {
                try (Stream<Path> entries = Files.list(file)) {
                    return "open, " + entries.count();
                }
            }
            try (InputStream in = Files.newInputStream(file)) {
                return "open, " + in.read();
            }
        } catch (IOException | UncheckedIOException e) {
            return "closed";
        }
    }

    private static String kill(long process) throws IOException {
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -0 " + process).start();
        return kill.onExit().join().exitValue() == 0 ? "open" : "closed";
    }

    static void hoard() {
        List<ByteBuffer> hoard = new ArrayList<>();
        while (hoard.size() < 1000) {
            hoard.add(ByteBuffer.allocateDirect(8 * 1024 * 1024));
        }
    }
}
