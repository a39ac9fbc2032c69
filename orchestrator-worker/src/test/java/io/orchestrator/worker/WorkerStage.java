package io.orchestrator.worker;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.RunnerSpec;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.ServerMessage;
import io.orchestrator.worker.drain.DrainSettings;
import io.orchestrator.worker.fake.FakeServer;
import io.orchestrator.worker.runner.RunnerSettings;
import io.orchestrator.worker.runner.RunnerUser;
import io.orchestrator.worker.slot.SlotSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A fake server, a real worker in this JVM, and real runners. */
final class WorkerStage implements AutoCloseable {

    final FakeServer server;
    final TestBundle bundle;
    private final Worker worker;
    private final CompletableFuture<Void> ended;

    private WorkerStage(FakeServer server, TestBundle bundle, Worker worker) {
        this.server = server;
        this.bundle = bundle;
        this.worker = worker;
        this.ended = CompletableFuture.runAsync(
                this::work, task -> Thread.ofPlatform().name("worker").start(task));
    }

    static WorkerStage set(Path folder, int slots) throws IOException, InterruptedException {
        return set(folder, slots, new FakeServer(30_000, 500), Duration.ofSeconds(30));
    }

    static WorkerStage set(Path folder, int slots, FakeServer server, Duration drain)
            throws IOException, InterruptedException {
        // JUnit's folders are closed to others.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        TestBundle bundle = TestBundle.in(folder);
        server.bundle(bundle.manifest(), Map.of(bundle.sha256(), bundle.jar()));
        WorkerSettings settings = settings(folder, slots, server, drain);
        WorkerStage stage = new WorkerStage(server, bundle, new Worker(settings, Clock.systemUTC()));
        server.registrations.await(registration -> true);
        return stage;
    }

    private static WorkerSettings settings(Path folder, int slots, FakeServer server, Duration drain) {
        return new WorkerSettings(
                List.of(server.url()),
                FakeServer.WORKER_TOKEN,
                List.of("default"),
                List.of(),
                slots,
                folder.resolve("work"),
                folder.resolve("journal"),
                64L * 1024 * 1024,
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                new SlotSettings("w1", slots, Duration.ofMillis(500)),
                new RunnerSettings(
                        runnerJar(),
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        user(),
                        64,
                        256,
                        slots,
                        500,
                        Duration.ofMinutes(5),
                        folder.resolve("lake").toString(),
                        Duration.ofSeconds(60)),
                new DrainSettings(drain, Duration.ofSeconds(10), Duration.ofSeconds(10)));
    }

    /** Root's tests run tasks as somebody else, as root's workers do. */
    private static @Nullable RunnerUser user() {
        return System.getProperty("user.name").equals("root") ? new RunnerUser(69_999, 69_999) : null;
    }

    static Path runnerJar() {
        return Path.of(System.getProperty("orchestrator.runner.jar"))
                .toAbsolutePath()
                .normalize();
    }

    private void work() {
        try {
            worker.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Pushes an attempt without inputs. */
    UUID assign(String task) {
        return assign(task, null, RunnerSpec.WARM);
    }

    UUID assign(String task, @Nullable Duration timeout, RunnerSpec runner) {
        Assignment assignment = assignment(task, List.of(), timeout, runner);
        server.push(new ServerMessage.Assign(assignment));
        return assignment.attemptId();
    }

    Assignment assignment(
            String task, @Nullable List<Assignment.Input> inputs, @Nullable Duration timeout, RunnerSpec runner) {
        return assignment("test", bundle, task, inputs, timeout, runner);
    }

    /** One that takes nothing, in a warm runner. */
    static Assignment assignment(String dag, String task, TestBundle bundle) {
        return assignment(dag, bundle, task, List.of(), null, RunnerSpec.WARM);
    }

    private static Assignment assignment(
            String dag,
            TestBundle bundle,
            String task,
            @Nullable List<Assignment.Input> inputs,
            @Nullable Duration timeout,
            RunnerSpec runner) {
        return new Assignment(
                UUID.randomUUID(),
                7,
                dag,
                "run-1",
                task,
                -1,
                1,
                bundle.manifest().build(),
                null,
                null,
                null,
                Json.MAPPER.createObjectNode(),
                inputs,
                timeout,
                runner,
                false,
                null);
    }

    /** Waits for the accepted end of an attempt. */
    Report end(UUID attempt) throws InterruptedException {
        return server.applied.await(report -> report.attemptId().equals(attempt));
    }

    /** Waits until an attempt that prints its process has done so. */
    long process(UUID attempt) throws InterruptedException {
        String text = server.logs.await(attempt, "waiting in process ").text();
        return Long.parseLong(text.substring(text.lastIndexOf(' ') + 1));
    }

    void leave() {
        worker.leave();
    }

    void hurry() {
        worker.hurry();
    }

    /** Waits until the worker has left. */
    void awaitEnd() throws InterruptedException, ExecutionException, TimeoutException {
        ended.get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        worker.leave();
        worker.hurry();
        awaitEnd();
        server.close();
    }
}
