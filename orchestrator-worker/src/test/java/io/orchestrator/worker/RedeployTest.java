package io.orchestrator.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.ServerMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One build after the other at one worker. {@code -Dredeploys=1000} makes it a long test. */
@Timeout(7200)
class RedeployTest {

    private static final int REDEPLOYS = Integer.getInteger("redeploys", 12);
    private static final int SLOTS = 2;

    @TempDir
    Path folder;

    WorkerStage stage;

    @BeforeEach
    void set() throws Exception {
        stage = WorkerStage.set(folder, SLOTS);
    }

    @AfterEach
    void strike() throws Exception {
        stage.close();
    }

    @Test
    void twoBundlesWithDifferentVersionsOfALibraryRunSideBySide() throws Exception {
        TestBundle one = deploy("1.0");
        TestBundle two = deploy("2.0");
        for (int round = 0; round < 2; round++) {
            UUID withOne = assign(one);
            UUID withTwo = assign(two);

            assertThat(version(withOne)).isEqualTo("1.0");
            assertThat(version(withTwo)).isEqualTo("2.0");
        }
    }

    @Test
    void redeploysLeaveNothingBehind() throws Exception {
        assertThat(version(assign(deploy("first")))).isEqualTo("first");
        long channels = channels();
        for (int i = 1; i <= REDEPLOYS; i++) {
            assertThat(version(assign(deploy("v" + i)))).isEqualTo("v" + i);
        }
        awaitAtMost(SLOTS + 1, folder.resolve("work/runners"));
        awaitAtMost(SLOTS + 1, folder.resolve("work/sockets"));

        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .hasSizeLessThanOrEqualTo(SLOTS + 1);
        // A socket and two pipes for each runner, and connections that come and go.
        assertThat(channels()).isLessThan(channels + SLOTS * 3 + 10);
    }

    private TestBundle deploy(String version) throws IOException {
        TestBundle bundle = Rebuilds.of(folder, version);
        stage.server.bundle(bundle.manifest(), Map.of(bundle.sha256(), bundle.jar()));
        return bundle;
    }

    private UUID assign(TestBundle bundle) {
        Assignment assignment = WorkerStage.assignment("test", "version", bundle);
        stage.server.push(new ServerMessage.Assign(assignment));
        return assignment.attemptId();
    }

    private String version(UUID attempt) throws InterruptedException {
        Report.Succeeded succeeded = (Report.Succeeded) stage.end(attempt);
        return Objects.requireNonNull(succeeded.output()).stringValue();
    }

    /** A runner's folder goes a moment after the runner. */
    private static void awaitAtMost(int most, Path folder) throws IOException, InterruptedException {
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_DELETE);
            while (count(folder) > most) {
                WatchKey key = watch.poll(60, TimeUnit.SECONDS);
                assertThat(key).as("something is deleted in " + folder).isNotNull();
                key.pollEvents();
                key.reset();
            }
        }
    }

    /** This process's open sockets and pipes; the compiler keeps files open too. */
    private static long channels() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(RedeployTest::isChannel).count();
        }
    }

    private static boolean isChannel(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("socket:") || target.startsWith("pipe:");
        } catch (IOException e) {
            return false;
        }
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }
}
