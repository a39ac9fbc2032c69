package io.orchestrator.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.graph.RunnerSpec;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Report.Failure.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What user code can and cannot reach. */
@Timeout(120)
class IsolationTest {

    @TempDir
    Path folder;

    WorkerStage stage;

    @BeforeEach
    void set() throws Exception {
        stage = WorkerStage.set(folder, 1);
    }

    @AfterEach
    void strike() throws Exception {
        stage.close();
    }

    @Test
    void userCodeSeesAHomeOfItsOwnAndNothingElseOfTheWorkersEnvironment() throws Exception {
        JsonNode seen = output(stage.assign("environment"));
        String home = seen.get("HOME").stringValue();

        assertThat(seen.propertyNames())
                .isSubsetOf("PATH", "LANG", "TZ", "HOME", "ORCHESTRATOR_RUNNER", "user.home", "written");
        assertThat(home).isEqualTo(seen.get("user.home").stringValue()).startsWith(folder.toString());
        assertThat(seen.get("written").stringValue()).isEqualTo("kept");
    }

    @Test
    void rootsUserCodeRunsAsSomebodyElseWhoCannotReachTheWorkerAndAnyOtherUsersAsThatUser() throws Exception {
        String own = Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
        JsonNode found = output(stage.assign("intrude"));

        if (!own.equals("0")) {
            assertThat(found.get("uid").stringValue()).isEqualTo(own);
            return;
        }
        assertThat(found.get("uid").stringValue()).isEqualTo("69999");
        for (String way : List.of("environ", "mem", "fd", "cwd", "signal")) {
            assertThat(found.get(way).stringValue()).as(way).isEqualTo("closed");
        }
    }

    @Test
    void onlyTheRunnersUserMayEnterItsFolderAndConnectToItsSocket() throws Exception {
        UUID attempt = stage.assign("wait");
        stage.process(attempt);
        Path work = folder.resolve("work");

        assertThat(Files.getPosixFilePermissions(work.resolve("runners/r1"))).hasSize(3);
        assertThat(Files.getPosixFilePermissions(work.resolve("sockets/r1"))).hasSize(2);
        assertThat(Files.getOwner(work.resolve("sockets/r1"))).isEqualTo(Files.getOwner(work.resolve("runners/r1")));
    }

    @Test
    void aTaskThatTakesMoreMemoryThanItMayIsEndedAloneAndToldWhyWhereGroupsCanBeMade() throws Exception {
        RunnerSpec spec = new RunnerSpec(64, List.of("-XX:MaxDirectMemorySize=4g"), false);
        if (!Files.isWritable(Path.of("/sys/fs/cgroup/memory/cgroup.procs"))) {
            assertThat(stage.end(stage.assign("hello", null, spec))).isInstanceOf(Report.Succeeded.class);
            return;
        }
        Report.Failed failed = (Report.Failed) stage.end(stage.assign("hoard", null, spec));

        assertThat(failed.failure().kind()).isEqualTo(Kind.RUNNER_DIED);
        assertThat(failed.failure().message()).contains("oom_kill", "320 MB", "--native-memory");
        assertThat(stage.end(stage.assign("hello"))).isInstanceOf(Report.Succeeded.class);
    }

    private JsonNode output(UUID attempt) throws InterruptedException {
        return Objects.requireNonNull(((Report.Succeeded) stage.end(attempt)).output());
    }
}
