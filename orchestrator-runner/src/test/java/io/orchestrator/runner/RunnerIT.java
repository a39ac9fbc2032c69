package io.orchestrator.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.runner.FromRunner;
import io.orchestrator.protocol.runner.ToRunner;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.LogLine;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Report.Failure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs attempts in a child JVM on the shaded jar. */
class RunnerIT {

    private static final String FORGETS = "--add-opens=java.base/java.lang=ALL-UNNAMED";
    private static final String CLEAN = "\"null null true 5 task-clean true false\"";

    @TempDir
    static Path bundleFolder;

    static Path bundle = Path.of("");

    @TempDir
    Path folder;

    private RunnerUnderTest runner;

    @BeforeAll
    static void compile() throws IOException {
        bundle = new BundleJar(bundleFolder)
                .with(
                        "Broken",
                        "public class Broken implements DagSource { public Dag dag() { throw new"
                                + " IllegalStateException(\"never mind\"); } }")
                .with("Tasks", Files.readString(Path.of("src/test/bundle/Tasks.java")))
                .build();
    }

    @BeforeEach
    void start() throws IOException {
        runner = RunnerUnderTest.start(folder, bundle);
    }

    @AfterEach
    void stop() throws IOException {
        runner.close();
    }

    @Test
    void handsValuesOnByTheirGenericType() throws Exception {
        FromRunner.Done flights = runner.run("flights");
        String json = RunnerUnderTest.output(flights);
        FromRunner.Done count = runner.run("count", RunnerUnderTest.input("flights", json));

        assertThat(json)
                .isEqualTo(
                        "[{\"carrier\":\"LH\",\"at\":\"2026-01-01T00:00:00Z\",\"price\":\"0.10\",\"kind\":\"LATE\"}]");
        assertThat(flights.reusable()).isTrue();
        assertThat(RunnerUnderTest.output(count)).isEqualTo("\"LH 0.10 LATE\"");
        assertThat(count.reusable()).isTrue();
    }

    @Test
    void aTaskWithoutValueHasNoOutput() throws Exception {
        assertThat(RunnerUnderTest.output(runner.run("quiet"))).isEqualTo("none");
        assertThat(RunnerUnderTest.output(runner.run("none"))).isEqualTo("none");
    }

    @Test
    void linesOfEveryKindComeInOrderBeforeTheReport() throws Exception {
        runner.run("talks");

        assertThat(runner.lines())
                .extracting(line -> line.level() + " " + line.source() + " " + line.text())
                .containsExactly(
                        "INFO stdout one",
                        "WARNING stderr two",
                        "INFO system three 3",
                        "WARNING slf4j four 4",
                        "ERROR jul five 5",
                        "INFO talks six",
                        "ERROR slf4j seven",
                        "ERROR slf4j java.lang.IllegalStateException: eight",
                        "ERROR slf4j \tat Tasks.talks(Tasks.java)",
                        "INFO stdout nine",
                        "INFO stdout ten without end");
    }

    @Test
    void aLongLineIsCut() throws Exception {
        runner.run("longLine");

        assertThat(runner.lines()).hasSize(2);
        assertThat(runner.lines().getFirst().text()).isEqualTo("x".repeat(16 * 1024) + " … [cut, 83616 more bytes]");
        assertThat(runner.lines().getLast().text()).isEqualTo("next");
    }

    @Test
    void aHundredThousandLinesArriveWhole() throws Exception {
        runner.run("manyLines");

        assertThat(runner.lines()).hasSize(100_000);
        assertThat(runner.lines().getLast().text()).isEqualTo("line 99999");
    }

    @Test
    void linesArriveWhileTheTaskRuns() throws Exception {
        ToRunner.Run run = new ToRunner.Run(RunnerUnderTest.assignment("waits"));
        runner.send(run);

        runner.awaitLine(line -> line.text().equals("waiting"));
        runner.send(new ToRunner.Interrupt(run.assignment().attemptId(), "enough", false));
        FromRunner.Done done = runner.done();

        assertThat(runner.lines())
                .extracting(LogLine::text)
                .contains("Interrupted: enough", "cancelled true", "closing");
        assertThat(((Report.Failed) done.report()).failure().message()).isEqualTo("InterruptedException");
        assertThat(done.reusable()).isFalse();
    }

    @Test
    void whatUserCodeThrowsIsReportedWithItsOwnFrames() throws Exception {
        FromRunner.Done done = runner.run("fails");

        Report.Failed failed = (Report.Failed) done.report();
        assertThat(failed.failure().kind()).isEqualTo(Kind.EXCEPTION);
        assertThat(failed.failure().message()).isEqualTo("IllegalStateException: the table is empty");
        assertThat(failed.failure().stackTrace())
                .contains("at Tasks.fails(Tasks.java")
                .contains("Caused by: java.lang.NumberFormatException")
                .doesNotContain("io.orchestrator");
        assertThat(failed.retryable()).isTrue();
        assertThat(done.reusable()).isTrue();
    }

    @Test
    void noRetryIsReported() throws Exception {
        assertThat(runner.fails("hopeless").retryable()).isFalse();
    }

    @Test
    void tooLargeAnOutputIsRefusedWithAMend() throws Exception {
        Report.Failed failed = runner.fails("large");

        assertThat(failed.failure().kind()).isEqualTo(Kind.BAD_OUTPUT);
        assertThat(failed.failure().message())
                .startsWith("The output is larger than 256 KiB as JSON")
                .endsWith("and return a reference to it");
    }

    @Test
    void aRunnerThatRanOutOfMemoryIsNotUsedAgain() throws Exception {
        FromRunner.Done done = runner.run("greedy");

        assertThat(((Report.Failed) done.report()).failure().message()).startsWith("OutOfMemoryError");
        assertThat(done.reusable()).isFalse();
    }

    @Test
    void aStackOverflowIsAnOrdinaryFailure() throws Exception {
        FromRunner.Done done = runner.run("deep");

        assertThat(((Report.Failed) done.report()).failure().message()).startsWith("StackOverflowError");
        assertThat(done.reusable()).isTrue();
    }

    @Test
    void aRunnerWithThreadsLeftBehindIsNotUsedAgain() throws Exception {
        assertThat(runner.run("pool").reusable()).isTrue();
        assertThat(runner.run("leaves").reusable()).isFalse();
    }

    @Test
    void nothingOfAThreadReachesTheNextAttempt() throws Exception {
        runner.run("dirty");

        assertThat(RunnerUnderTest.output(runner.run("clean"))).isEqualTo(CLEAN);
    }

    @Test
    void nothingOfAThreadReachesTheNextAttemptOnTheSameThread() throws Exception {
        try (RunnerUnderTest forgets = RunnerUnderTest.start(folder, bundle, FORGETS)) {
            String dirty = RunnerUnderTest.output(forgets.run("dirty"));

            assertThat(RunnerUnderTest.output(forgets.run("clean"))).isEqualTo(CLEAN);
            assertThat(RunnerUnderTest.output(forgets.run("thread"))).isEqualTo(dirty);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"daemon", "virtual"})
    void aThreadThatSomebodyCouldInterruptIsNotUsedAgain(String left) throws Exception {
        try (RunnerUnderTest forgets = RunnerUnderTest.start(folder, bundle, FORGETS)) {
            FromRunner.Done leaves = forgets.run(left);

            assertThat(leaves.reusable()).isTrue();
            assertThat(RunnerUnderTest.output(forgets.run("thread"))).isNotEqualTo(RunnerUnderTest.output(leaves));
        }
    }

    @Test
    void attemptsThatTalkShareAThreadToo() throws Exception {
        try (RunnerUnderTest forgets = RunnerUnderTest.start(folder, bundle, FORGETS)) {
            String first = RunnerUnderTest.output(forgets.run("thread"));
            for (int i = 0; i < 50; i++) {
                assertThat(forgets.run("longLine").reusable()).isTrue();
            }

            assertThat(RunnerUnderTest.output(forgets.run("thread"))).isEqualTo(first);
            assertThat(forgets.lines()).hasSize(100);
        }
    }

    @Test
    void anUnknownDagIsReported() throws Exception {
        Assignment known = RunnerUnderTest.assignment("quiet");
        runner.send(new ToRunner.Run(new Assignment(
                known.attemptId(),
                1,
                "other",
                "run",
                "quiet",
                -1,
                1,
                "build",
                null,
                null,
                null,
                known.params(),
                known.inputs(),
                null,
                known.runner(),
                false,
                null)));
        Report.Failed unknownDag = (Report.Failed) runner.done().report();

        assertThat(unknownDag.failure().kind()).isEqualTo(Kind.NOT_STARTED);
        assertThat(unknownDag.failure().message())
                .startsWith("No class of the bundle defines the DAG 'other'; these failed: Broken threw");
    }

    @Test
    void anUnknownTaskIsReported() throws Exception {
        Report.Failed failed = runner.fails("nowhere");

        assertThat(failed.failure().kind()).isEqualTo(Kind.NOT_STARTED);
        assertThat(failed.failure().message()).startsWith("DAG 'dag' has no task 'nowhere' in this build");
        assertThat(failed.retryable()).isFalse();
    }

    @Test
    void anInputThatCannotBeReadIsReported() throws Exception {
        FromRunner.Done done = runner.run("count", RunnerUnderTest.input("flights", "[{\"at\":\"noon\"}]"));

        Report.Failed failed = (Report.Failed) done.report();
        assertThat(failed.failure().kind()).isEqualTo(Kind.NOT_STARTED);
        assertThat(failed.failure().message()).contains("the output of 'flights' cannot be read: ");
    }

    @Test
    void theRunnersLibrariesAreHiddenFromTheBundle() throws Exception {
        assertThat(RunnerUnderTest.output(runner.run("classes")))
                .contains("ClassNotFoundException: tools.jackson.databind.ObjectMapper");
    }

    @Test
    void lastLinesArriveWhenUserCodeEndsTheProcess() throws Exception {
        runner.send(new ToRunner.Run(RunnerUnderTest.assignment("exits")));

        runner.awaitEnd();

        assertThat(runner.lines()).extracting(LogLine::text).containsExactly("last words");
        assertThat(runner.exitCode()).isEqualTo(7);
    }

    @Test
    void aClosedSocketEndsTheRunnerWhateverRuns() throws Exception {
        runner.send(new ToRunner.Run(RunnerUnderTest.assignment("stubborn")));
        runner.awaitLine(line -> line.text().equals("going on"));

        runner.closeSocket();

        assertThat(runner.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aThousandAttemptsUseOneRunner() throws Exception {
        for (int i = 0; i < 1000; i++) {
            assertThat(runner.run("flights").reusable()).isTrue();
        }
    }
}
