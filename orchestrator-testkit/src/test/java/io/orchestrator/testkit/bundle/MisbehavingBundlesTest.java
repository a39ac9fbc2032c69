package io.orchestrator.testkit.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.bundle.BundleSettings;
import io.orchestrator.core.bundle.DescribeBundle;
import io.orchestrator.core.bundle.DescribeOutcome;
import io.orchestrator.core.bundle.DescribeOutcome.Described;
import io.orchestrator.core.bundle.DescribeOutcome.Failed;
import io.orchestrator.protocol.graph.BundleDescription;
import io.orchestrator.protocol.graph.BundleDescription.DescribeError;
import io.orchestrator.protocol.graph.SlotAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server learns of bundles that misbehave while the real runner describes them. */
class MisbehavingBundlesTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Map<String, String> sources = new HashMap<>();

    @Test
    void twoGoodDagsAndOneThatThrowsAreThreeAnswers() throws Exception {
        good("First");
        source("Second", "throw new IllegalStateException(\"no such table: flights\");");
        good("Third");

        BundleDescription description = described();

        assertThat(description.dags()).extracting(dag -> dag.graph().dagId()).containsExactly("First", "Third");
        assertThat(description.errors()).singleElement().satisfies(error -> {
            assertThat(error.source()).isEqualTo("Second");
            assertThat(error.message()).contains("no such table: flights");
            assertThat(error.detail()).contains("Second.dag");
        });
    }

    @Test
    void aStaticInitialiserThatThrowsHarmsOnlyItsOwnClass() throws Exception {
        good("First");
        sources.put("Second", """
                public class Second implements io.orchestrator.sdk.DagSource {
                    static final int SIZE = Integer.parseInt("many");
                    public io.orchestrator.sdk.Dag dag() { return null; }
                }
                """);

        BundleDescription description = described();

        assertThat(description.dags()).hasSize(1);
        assertThat(description.errors()).extracting(DescribeError::source).containsExactly("Second");
    }

    @Test
    void aDagThatTheSdkRefusesSaysWhatToMend() throws Exception {
        source("Wrong", "return Dag.define(\"wrong\", dag -> dag.schedule(Cron.of(\"0 0 31 4 *\", \"UTC\")));");

        assertThat(described().errors())
                .singleElement()
                .satisfies(
                        error -> assertThat(error.message()).contains("wrong").contains("31 4"));
    }

    @Test
    void printingWithoutMeasureDisturbsNothing() throws Exception {
        good("First");
        source(
                "Loud",
                "for (int i = 0; i < 100_000; i++) { System.out.println(\"{\\\"garbage\\\": \" + i); System.err.println(i); }"
                        + define("Loud"));

        assertThat(described().dags()).hasSize(2);
    }

    @Test
    void threadsThatAreLeftRunningDoNotKeepTheDescriptionBack() throws Exception {
        source(
                "Busy",
                "new Thread(() -> { try { Thread.sleep(3_600_000); } catch (InterruptedException e) { } }).start();"
                        + define("Busy"));

        assertThat(described().dags()).hasSize(1);
    }

    @Test
    void aHangIsStopped() throws Exception {
        good("First");
        source("Hanging", "while (true) { Thread.onSpinWait(); }");

        Failed failed = failed(Duration.ofSeconds(5));

        assertThat(failed.reason()).contains("did not end within 5 s");
        assertThat(failed.detail()).contains("Hanging.dag");
    }

    @Test
    void systemExitIsNamed() throws Exception {
        source("Leaving", "System.exit(42); return null;");

        assertThat(failed(LONG).reason()).contains("exit code 42 and no result");
    }

    @Test
    void haltIsNamed() throws Exception {
        source("Halting", "Runtime.getRuntime().halt(0); return null;");

        assertThat(failed(LONG).reason()).contains("exit code 0 and no result");
    }

    @Test
    void allocatingWithoutEndIsNamed() throws Exception {
        source("Greedy", "var all = new java.util.ArrayList<long[]>(); while (true) { all.add(new long[1 << 17]); }");

        assertThat(failed(LONG).reason()).contains("needed more than the 256 MB");
    }

    private void good(String name) {
        source(name, define(name));
    }

    private static String define(String name) {
        return "return Dag.define(\"%s\", dag -> dag.action(\"only\", () -> {}));".formatted(name);
    }

    private void source(String name, String body) {
        sources.put(name, """
                import io.orchestrator.sdk.*;

                public class %s implements DagSource {
                    @Override
                    public Dag dag() {
                        %s
                    }
                }
                """.formatted(name, body));
    }

    @Test
    void timetablesThatThrowHangOrGoBackInTimeAreErrorsOfTheirOwnDags() throws Exception {
        good("First");
        timetable("Throws", "throw new IllegalStateException(\"no holidays\");");
        timetable("Hangs", "while (true) { Thread.onSpinWait(); }");
        timetable("Back", "return after.minusSeconds(1);");
        timetable("Ends", "return after.isBefore(Instant.MAX.minusSeconds(1)) ? null : after;");
        timetable("Right", "return after.plusSeconds(3600);");

        // A third of the time is for timetables.
        DescribeOutcome outcome = describe(Duration.ofSeconds(30));

        BundleDescription description = ((Described) outcome).description();
        assertThat(description.errors()).isEmpty();
        assertThat(slots(description, "First")).isEmpty();
        assertThat(error(description, "Throws"))
                .contains("the timetable of DAG 'Throws' threw IllegalStateException: no holidays");
        assertThat(error(description, "Hangs")).contains("has not answered within 10000 ms");
        assertThat(error(description, "Back")).contains("went back in time");
        assertThat(slots(description, "Ends"))
                .hasValueSatisfying(answer -> assertThat(answer.ended()).isTrue());
        assertThat(slots(description, "Right"))
                .hasValueSatisfying(answer -> assertThat(answer.slots()).hasSize(SlotAnswer.MOST));
    }

    private static Optional<SlotAnswer> slots(BundleDescription description, String dagId) {
        return description.dags().stream()
                .filter(dag -> dag.graph().dagId().equals(dagId))
                .flatMap(dag -> Stream.ofNullable(dag.slots()))
                .findFirst();
    }

    private static String error(BundleDescription description, String dagId) {
        return slots(description, dagId)
                .map(answer -> String.valueOf(answer.error()))
                .orElseThrow();
    }

    private void timetable(String name, String body) {
        sources.put(name, """
                import io.orchestrator.sdk.*;
                import java.time.Instant;
                public class %1$s implements DagSource {
                    public Dag dag() {
                        return Dag.define("%1$s", dag -> {
                            dag.schedule(CustomTimetable.of("by code", "UTC", this::next));
                            dag.action("work", () -> {});
                        });
                    }
                    private Instant next(Instant after) { %2$s }
                }
                """.formatted(name, body));
    }

    private BundleDescription described() throws Exception {
        DescribeOutcome outcome = describe(LONG);
        assertThat(outcome).isInstanceOf(Described.class);
        return ((Described) outcome).description();
    }

    private Failed failed(Duration timeout) throws Exception {
        DescribeOutcome outcome = describe(timeout);
        assertThat(outcome).isInstanceOf(Failed.class);
        return (Failed) outcome;
    }

    private DescribeOutcome describe(Duration timeout) throws Exception {
        Path jar = BundleJar.write(folder.resolve("bundle.jar"), sources);
        BundleSettings settings = new BundleSettings(
                List.of(), Path.of(System.getProperty("runner.jar")), 256, timeout, Duration.ofSeconds(1));
        return new DescribeBundle(settings).describe(List.of(jar), List.of());
    }
}
