package io.orchestrator.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.sdk.ClockQuestion;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DeferException;
import io.orchestrator.sdk.Each;
import io.orchestrator.sdk.OtherRun;
import io.orchestrator.sdk.Poke;
import io.orchestrator.sdk.Poking;
import io.orchestrator.sdk.Shell;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import io.orchestrator.sdk.TriggerRule;
import io.orchestrator.sdk.TriggerRun;
import io.orchestrator.sdk.TypeRef;
import io.orchestrator.sdk.Until;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sensors, deferred work and what the engine waits for, as an author writes and tests them. */
class WaitingTest {

    private static final Poking EVERY_MINUTE = Poking.every(Duration.ofMinutes(1));

    private int looks;

    record Job(String id, int polls) {}

    private Poke<String> third() {
        looks++;
        return looks < 3 ? Poke.notYet() : Poke.found("file" + looks);
    }

    @Test
    void aSensorLooksUntilItFindsAndHandsOnWhatItFound() {
        List<String> got = new ArrayList<>();
        Dag dag = Dag.define("d", it -> {
            Task<String> file = it.sensor("file", EVERY_MINUTE, this::third);
            it.action("load", (String path) -> got.add(path), file);
        });

        TestRun run = DagTest.of(dag).run();

        assertThat(run.state()).isEqualTo("success");
        assertThat(run.task("file").output(String.class)).isEqualTo("file3");
        assertThat(run.task("file").tries()).isEqualTo(1);
        assertThat(got).containsExactly("file3");
        assertThat(run.took()).isGreaterThanOrEqualTo(Duration.ofMinutes(2)).isLessThan(Duration.ofMinutes(3));
    }

    @Test
    void aConditionThatDoesNotComeTrueInTimeFailsOrSkips() {
        Dag dag = Dag.define("d", it -> {
            it.waitFor("never", EVERY_MINUTE.timeout(Duration.ofMinutes(5)), () -> false)
                    .retries(3);
            it.waitFor(
                    "softly", EVERY_MINUTE.timeout(Duration.ofMinutes(5)).softFail(), (TaskContext context) -> false);
        });

        TestRun run = DagTest.of(dag).run();

        assertThat(run.states()).containsEntry("never", "failed").containsEntry("softly", "skipped");
        assertThat(run.task("never").tries()).isEqualTo(1);
        assertThat(run.task("never").reason())
                .contains("it has not found what it looks for within its timeout of PT5M");
        assertThat(run.took()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(7));
    }

    /** Submits once, and asks for the job's end. */
    private String train(TaskContext context, List<String> submitted) {
        Job job = context.resumed(Job.class).orElseGet(() -> {
            submitted.add("job" + submitted.size());
            return new Job(submitted.getLast(), 0);
        });
        if (job.polls() < 2) {
            throw DeferException.after(Duration.ofHours(1), new Job(job.id(), job.polls() + 1));
        }
        return job.id();
    }

    @Test
    void deferredWorkGoesOnWithWhatItLeft() {
        List<String> submitted = new ArrayList<>();
        Dag dag = Dag.define("d", it -> it.task("train", (TaskContext context) -> train(context, submitted)));

        TestRun run = DagTest.of(dag).run();

        assertThat(run.task("train").output(String.class)).isEqualTo("job0");
        assertThat(submitted).hasSize(1);
        assertThat(run.task("train").tries()).isEqualTo(1);
        assertThat(run.took()).isGreaterThanOrEqualTo(Duration.ofHours(2));
    }

    @Test
    void aNewTryBeginsWithoutWhatWasLeftAndTooMuchCannotBeLeft() {
        List<Optional<Job>> resumed = new ArrayList<>();
        Dag dag = Dag.define("d", it -> {
            it.action("flaky", (TaskContext context) -> {
                        resumed.add(context.resumed(Job.class));
                        switch (resumed.size()) {
                            case 1 ->
                                throw DeferException.until(Instant.parse("2026-01-02T00:00:00Z"), new Job("a", 1));
                            case 2 -> throw new IllegalStateException("lost the connection");
                            default -> {}
                        }
                    })
                    .retries(1);
            it.action("greedy", (TaskContext context) -> {
                throw DeferException.after(Duration.ofMinutes(1), "x".repeat(20_000));
            });
        });

        TestRun run = DagTest.of(dag).run();

        assertThat(resumed).containsExactly(Optional.empty(), Optional.of(new Job("a", 1)), Optional.empty());
        assertThat(run.task("flaky").tries()).isEqualTo(2);
        assertThat(run.task("greedy").state()).isEqualTo("failed");
        assertThat(run.task("greedy").failure().orElseThrow()).contains("larger than 16 KiB");
    }

    @Test
    void theEngineWaitsForTimesWithoutAnyWorker() {
        Dag dag = Dag.define("d", it -> {
            Task<Void> delay = it.waitUntil("delay", Until.delay(Duration.ofMinutes(10)));
            it.waitUntil("evening", Until.timeOfDay("18:00", "UTC")).after(delay);
            it.waitUntil("morning", Until.timeOfDay("06:00", "UTC"));
            it.waitUntil("past", Until.at(Instant.parse("2025-01-01T00:00:00Z")));
        });

        TestRun run = DagTest.of(dag)
                .startingAt(Instant.parse("2026-01-01T12:00:00Z"))
                .run();

        assertThat(run.state()).isEqualTo("success");
        assertThat(run.states()).containsOnlyKeys("delay", "evening", "morning", "past");
        assertThat(run.took())
                .isBetween(Duration.ofHours(6), Duration.ofHours(6).plusMinutes(1));
    }

    @Test
    void aRunOfADagThatIsNotThereCannotBeStartedAndOneWithoutADateIsNotWaitedFor() {
        Dag dag = Dag.define("d", it -> {
            it.trigger("start", TriggerRun.of("other").params(Map.of("rows", 1)));
            it.trigger("softly", TriggerRun.of("other").waiting().softFail());
            it.waitForRun("await", OtherRun.of("other").timeout(Duration.ofHours(1)));
        });

        TestRun run = DagTest.of(dag).run();

        assertThat(run.states())
                .containsEntry("start", "failed")
                .containsEntry("softly", "skipped")
                .containsEntry("await", "failed");
        assertThat(run.task("start").reason().orElseThrow())
                .contains("of DAG other cannot be started: there is no DAG \"other\"");
        assertThat(run.task("await").reason().orElseThrow()).contains("this run has no logical date");
    }

    @Test
    void branchesAreDecidedByTheTime() {
        Dag dag = Dag.define("d", it -> {
            Task<Void> weekend = it.action("weekend", () -> {});
            Task<Void> weekday = it.action("weekday", () -> {});
            it.branch("day", ClockQuestion.isOn(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), "Europe/Berlin"))
                    .when(true, weekend)
                    .when(false, weekday);
            Task<Void> open = it.action("open", () -> {});
            it.branch("hours", ClockQuestion.isBetween("22:00", "02:00", "UTC").ofLogicalDate())
                    .when(true, open)
                    .otherwise();
            it.action("after", () -> {}).after(weekend, weekday, open).rule(TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS);
        });

        // A Saturday in Berlin, still a Friday in UTC.
        TestRun run = DagTest.of(dag)
                .startingAt(Instant.parse("2026-01-02T23:30:00Z"))
                .logicalDate(Instant.parse("2026-01-01T01:00:00Z"))
                .run();

        assertThat(run.states())
                .containsEntry("weekend", "success")
                .containsEntry("weekday", "skipped")
                .containsEntry("open", "success")
                .containsEntry("after", "success");
    }

    record Load(String path, String table, @Nullable Integer limit) {}

    private Load load(Load load) {
        return load;
    }

    @Test
    void elementsAreLaidOverARecordAndInstancesHaveNames() {
        Dag dag = Dag.define("d", it -> {
            Task<List<Map<String, String>>> rows = it.task(
                            "rows", () -> List.of(Map.of("path", "a"), Map.of("path", "b", "table", "other")))
                    .returning(new TypeRef<List<Map<String, String>>>() {});
            Each<Load> each = Each.of(rows).onto(new Load("", "flights", 7));
            it.map("load", this::load, each.named(Load::path));
            it.map("again", this::load, each.named(Load::path)).label("{{task_id}} of {{map_name}} ({{map_index}})");
        });

        TestRun run = DagTest.of(dag).run();

        assertThat(run.items("load"))
                .extracting(item -> item.output(Load.class))
                .containsExactly(new Load("a", "flights", 7), new Load("b", "other", 7));
        assertThat(run.items("load"))
                .extracting(item -> item.label().orElse(""))
                .containsExactly("a", "b");
        assertThat(run.items("again"))
                .extracting(item -> item.label().orElse(""))
                .containsExactly("again of a (0)", "again of b (1)");
    }

    @Test
    void whatIsNoMapOrRecordCannotBeLaidOverOne() {
        Dag dag = Dag.define("d", it -> {
            Task<List<Integer>> rows = it.task("rows", () -> List.of(1)).returning(new TypeRef<List<Integer>>() {});
            it.map("load", this::load, Each.of(rows).onto(new Load("", "flights", null)));
        });

        TestRun run = DagTest.of(dag).run();

        assertThat(run.task("rows").state()).isEqualTo("success");
        assertThat(run.task("load").state()).isEqualTo("failed");
        assertThat(run.task("load").failure().orElseThrow())
                .contains("its element is 1; expected a map or a record, whose fields are laid over those of Load");
    }

    @Test
    void aCommandIsATaskWhoseOutputIsLoggedAndWhoseCodeDecides() {
        Dag dag = Dag.define("d", it -> {
            it.task("count", Shell.script("echo one; echo two; echo oops >&2").env("X", "1")::run);
            it.action("skips", Shell.script("exit 99")::run);
            it.action("fails", Shell.program("/bin/sh", "-c", "echo broken >&2; exit 99")::run);
        });

        TestRun run = DagTest.of(dag).run();

        assertThat(run.task("count").output(String.class)).isEqualTo("two");
        assertThat(String.join("\n", run.task("count").log())).contains("one", "two", "oops");
        assertThat(run.states()).containsEntry("skips", "skipped").containsEntry("fails", "failed");
        assertThat(run.task("fails").failure().orElseThrow()).contains("The command ended with exit code 99: broken");
    }
}
