package io.orchestrator.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.integration.fakes.FakeContext;
import io.orchestrator.sdk.DeferException;
import io.orchestrator.sdk.ShellException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Applications on a real standalone cluster, and beside the task. */
@Timeout(900)
class SparkClusterTest {

    private static final String TOTAL = "499500";

    @TempDir
    static Path clusterFolder;

    private static StandaloneCluster spark;
    private static Path program;

    @TempDir
    Path folder;

    private Path go;

    @BeforeAll
    static void start() throws Exception {
        spark = new StandaloneCluster(clusterFolder);
        program = spark.program();
    }

    @AfterAll
    static void stop() throws Exception {
        spark.close();
    }

    @BeforeEach
    void begin() {
        go = folder.resolve("go");
    }

    private SparkJob job(String... more) {
        return SparkJob.of("SparkProgram", program.toString())
                .home(spark.home())
                .arguments(folder.toString())
                .arguments(more)
                .with("spark.ui.enabled", "false")
                .with("spark.driver.memory", "512m")
                .with("spark.executor.memory", "512m")
                .with("spark.executor.cores", "1")
                .with("spark.cores.max", "1");
    }

    /** Attempt after attempt of one try, as the engine makes them, until it leaves no other way than by its end. */
    private void followToTheEnd(SparkJob job, String task, int number, @Nullable Object begin) throws Exception {
        Object left = begin;
        while (true) {
            try {
                job.follow(FakeContext.of(task, number, left), spark.cluster());
                return;
            } catch (DeferException later) {
                left = later.resume();
                pause();
            }
        }
    }

    private static void pause() throws InterruptedException {
        assertThat(new Semaphore(0).tryAcquire(500, TimeUnit.MILLISECONDS)).isFalse();
    }

    private Object submitted(SparkJob job, String task, int number) throws Exception {
        try {
            job.follow(FakeContext.of(task, number, null), spark.cluster());
        } catch (DeferException later) {
            return Objects.requireNonNull(later.resume());
        }
        throw new AssertionError("it has ended already");
    }

    /** When the program's session is there. */
    private List<Path> awaitStart() throws IOException, InterruptedException {
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            while (starts().isEmpty()) {
                assertThat(watch.poll(600, TimeUnit.SECONDS))
                        .as(spark.logs())
                        .isNotNull()
                        .satisfies(key -> {
                            key.pollEvents();
                            key.reset();
                        });
            }
            return starts();
        }
    }

    private List<Path> starts() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("started-"))
                    .toList();
        }
    }

    private static ProcessHandle process(Path start) {
        return ProcessHandle.of(Long.parseLong(start.getFileName().toString().substring("started-".length())))
                .orElseThrow();
    }

    @Test
    void aLocalApplicationIsAProcessOfTheTask() throws Exception {
        assertThat(job().run(FakeContext.of("local", 1, null), "local[1]").number("total"))
                .isEqualTo(499_500);
        assertThatThrownBy(() -> job(go.toString(), "fail").run(context(Files.createFile(go)), "local[1]"))
                .isInstanceOf(ShellException.class)
                .hasMessageContaining("exit code 1");
    }

    private static FakeContext context(Path unused) {
        return FakeContext.of("failing", 1, null);
    }

    @Test
    void anApplicationWithItsDriverBesideTheTaskEndsWithIt() throws Exception {
        FakeContext context = FakeContext.of("beside", 1, null);
        CompletableFuture<Object> end = CompletableFuture.supplyAsync(() -> {
            try {
                return job(go.toString())
                        .with("spark.driver.host", "127.0.0.1")
                        .with("spark.driver.bindAddress", "127.0.0.1")
                        .run(context, spark.cluster().master());
            } catch (Exception e) {
                return e;
            }
        });
        ProcessHandle driver = process(awaitStart().getFirst());
        assertThat(spark.cluster().look().named("orchestrator/dag/run/beside/try 1"))
                .hasValueSatisfying(app -> assertThat(app.isOpen()).isTrue());

        context.cancel();

        assertThat(end.get(300, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        driver.onExit().get(300, TimeUnit.SECONDS);
        while (spark.cluster()
                .look()
                .named("orchestrator/dag/run/beside/try 1")
                .orElseThrow()
                .isOpen()) {
            pause();
        }
    }

    @Test
    void anApplicationIsFollowedWithoutASlotAndFoundAgainAfterACrash() throws Exception {
        Object left = submitted(job(go.toString()), "followed", 1);
        // The attempt after a crash knows nothing, before and after the application is known.
        Object early = submitted(job(go.toString()), "followed", 1);
        assertThat(early).isEqualTo(new Follower.State(null, 1));
        awaitStart();
        assertThat(submitted(job(go.toString()), "followed", 1)).isEqualTo(left);
        Files.createFile(go);

        followToTheEnd(job(go.toString()), "followed", 1, null);

        assertThat(folder.resolve("total")).hasContent(TOTAL);
        assertThat(starts()).hasSize(1);
        followToTheEnd(job(go.toString()), "followed", 1, left);
        assertThat(starts()).hasSize(1);
    }

    @Test
    void oneThatFailsOnTheClusterSaysSo() throws Exception {
        Files.createFile(go);

        assertThatThrownBy(() -> followToTheEnd(job(go.toString(), "fail"), "failing", 1, null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching(
                        "the Spark driver driver-\\S+ has ended as (FAILED|ERROR).*; its worker's page has its log");
    }

    @Test
    void anotherTryEndsTheApplicationOfTheOneBeforeAndATeardownEndsAll() throws Exception {
        submitted(job(go.toString()), "stopped", 1);
        ProcessHandle first = process(awaitStart().getFirst());
        Path other = Files.createDirectory(folder.resolve("other"));
        SparkJob second = SparkJob.of("SparkProgram", program.toString())
                .arguments(other.toString())
                .with("spark.driver.memory", "512m");
        Object left = new Follower.State(null, 100);
        try {
            second.follow(FakeContext.of("stopped", 2, left), spark.cluster());
        } catch (DeferException later) {
            left = later.resume();
        }
        first.onExit().get(300, TimeUnit.SECONDS);
        followToTheEnd(second, "stopped", 2, left);
        assertThat(other.resolve("total")).hasContent(TOTAL);

        Files.delete(starts().getFirst());
        submitted(job(go.toString()), "forgotten", 1);
        ProcessHandle forgotten = process(awaitStart().getFirst());

        assertThat(spark.cluster().end(FakeContext.of("teardown", 1, null))).isEqualTo(1);

        forgotten.onExit().get(300, TimeUnit.SECONDS);
        assertThat(spark.cluster().end(FakeContext.of("teardown", 1, null))).isZero();
    }
}
