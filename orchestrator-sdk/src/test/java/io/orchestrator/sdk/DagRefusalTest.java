package io.orchestrator.sdk;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DagRefusalTest {

    @Test
    void anIllegalDagId() {
        assertThatExceptionOfType(DagDefinitionException.class)
                .isThrownBy(() -> Dag.define("my dag", dag -> dag.task("a", () -> 1)))
                .withMessage("DAG 'my dag': its id is not allowed; use 1 to 200 of the characters A-Z a-z 0-9 _ . -");
    }

    @Test
    void anIllegalTaskId() {
        refused(dag -> dag.task("größe", () -> 1), "DAG 'x': the task id 'größe' is not allowed; use 1 to 200");
        refused(dag -> dag.task("", () -> 1), "the task id '' is not allowed");
        refused(dag -> dag.task("a".repeat(201), () -> 1), "is not allowed");
    }

    @Test
    void aDuplicateTaskId() {
        refused(
                dag -> {
                    dag.task("a", () -> 1);
                    dag.action("a", () -> {});
                },
                "DAG 'x': the task id 'a' is used twice; give each task its own");
    }

    @Test
    void anEmptyDag() {
        refused(dag -> dag.description("nothing"), "DAG 'x': it has no task; add one with dag.task or dag.action");
    }

    @Test
    void aCircle() {
        refused(
                dag -> {
                    Task<Integer> a = dag.task("a", () -> 1);
                    Task<Integer> b = dag.task("b", n -> n, a);
                    Task<Integer> c = dag.task("c", n -> n, b);
                    dag.action("d", () -> {}).after(c);
                    c.before(a);
                },
                "DAG 'x', task 'a': it waits for itself: a → b → c → a; remove one of these edges");
    }

    @Test
    void aTaskAfterItself() {
        refused(
                dag -> {
                    Task<Integer> a = dag.task("a", () -> 1);
                    a.after(a);
                },
                "DAG 'x', task 'a': it waits for itself: a → a");
    }

    @Test
    void aTaskOfAnotherDag() {
        AtomicReference<Task<Integer>> foreign = new AtomicReference<>();
        Dag.define("other", dag -> foreign.set(dag.task("raw", () -> 1)));

        refused(
                dag -> dag.task("a", n -> n, foreign.get()),
                "DAG 'x', task 'a': an input is the task 'raw' of DAG 'other'; a task can only be connected to tasks of"
                        + " its own DAG");
        refused(dag -> dag.action("a", () -> {}).after(foreign.get()), "DAG 'x', task 'a': after is the task 'raw' of");
        refused(dag -> dag.action("a", () -> {}).before(foreign.get()), "task 'a': before is the task 'raw' of DAG");
    }

    @Test
    void aTaskThatIsNull() {
        Task<Integer> nothing = new AtomicReference<Task<Integer>>().get();

        refused(
                dag -> dag.task("a", n -> n, nothing),
                "DAG 'x', task 'a': an input is null; pass a task that this DAG has defined before");
    }

    @Test
    void anythingUsedAfterDefineReturned() {
        AtomicReference<Task<Integer>> task = new AtomicReference<>();
        AtomicReference<DagBuilder> builder = new AtomicReference<>();
        AtomicReference<ScheduleBuilder> schedule = new AtomicReference<>();
        Dag.define("x", dag -> {
            builder.set(dag);
            schedule.set(dag.schedule(new Once()));
            task.set(dag.task("a", () -> 1));
        });

        assertThatExceptionOfType(DagDefinitionException.class)
                .isThrownBy(() -> task.get().retries(1))
                .withMessage("DAG 'x': task 'a' was used (retries) after Dag.define had returned; do all of it inside"
                        + " Dag.define");
        assertThatExceptionOfType(DagDefinitionException.class)
                .isThrownBy(() -> builder.get().task("b", () -> 1))
                .withMessageContaining("DAG 'x': its builder was used (task or action) after");
        assertThatExceptionOfType(DagDefinitionException.class)
                .isThrownBy(() -> schedule.get().catchup(Catchup.ALL))
                .withMessageContaining("DAG 'x': its builder was used (catchup) after");
    }

    @Test
    void anUnknownZone() {
        refused(
                dag -> dag.schedule(Cron.daily("Europe/Berln")),
                "DAG 'x': the time zone 'Europe/Berln' is unknown; use an IANA zone id such as Europe/Berlin or UTC");
    }

    @Test
    void anImpossibleOrWrongCron() {
        refused(
                dag -> dag.schedule(Cron.of("0 0 31 4 *", "UTC")),
                "DAG 'x': Cron expression '0 0 31 4 *': no date ever matches its day and month fields; change one");
        refused(dag -> dag.schedule(Cron.of("@often", "UTC")), "DAG 'x': Cron expression '@often': unknown preset");
    }

    @Test
    void twoSchedules() {
        refused(
                dag -> {
                    dag.schedule(new Once());
                    dag.schedule(new Manual());
                },
                "DAG 'x': schedule is set twice; keep one of them");
    }

    @Test
    void anEndBeforeTheStart() {
        refused(
                dag -> {
                    dag.schedule(Cron.daily("UTC")).startingAt("2026-02-01").endingAt("2026-01-31");
                    dag.task("a", () -> 1);
                },
                "DAG 'x': its schedule ends at 2026-01-31T00:00:00Z, before it starts at 2026-02-01T00:00:00Z; change");
    }

    @Test
    void aDateThatIsNone() {
        refused(
                dag -> dag.schedule(new Once()).startingAt("1.2.2026"),
                "DAG 'x': startingAt is '1.2.2026'; write a date such as 2026-01-01, 2026-01-01T06:30 or");
        refused(dag -> dag.schedule(new Once()).endingAt("2026-02-30"), "endingAt is '2026-02-30'; write a date");
    }

    @Test
    void numbersThatAreTooSmall() {
        refused(dag -> dag.maxActiveRuns(0), "DAG 'x': maxActiveRuns is 0; use 1 or more");
        refused(dag -> dag.maxActiveTasks(-1), "DAG 'x': maxActiveTasks is -1; use 1 or more");
        refusedTask(task -> task.retries(-1), "DAG 'x', task 'a': retries is -1; use 0 or more");
        refusedTask(task -> task.priority(-1), "DAG 'x', task 'a': priority is -1; use 0 or more");
        refusedTask(task -> task.heap(1), "DAG 'x', task 'a': heap is 1; use 16 or more");
        refusedTask(
                task -> task.exponentialBackoff(1, ofMinutes(1)),
                "DAG 'x', task 'a': the factor of exponentialBackoff is 1.0; use more than 1 and at most 1000");
        refusedTask(task -> task.exponentialBackoff(Double.NaN, ofMinutes(1)), "is NaN; use more than 1");
    }

    @Test
    void durationsThatAreNotPositiveOrEndless() {
        refused(dag -> dag.runTimeout(ZERO), "DAG 'x': runTimeout is PT0S; use a duration longer than zero");
        refused(dag -> dag.schedule(Every.of(ZERO)), "DAG 'x': the interval of Every.of is PT0S; use a duration");
        refused(dag -> dag.schedule(Every.of(ofMillis(20))), "Every.of is PT0.02S; use at least one second");
        refusedTask(task -> task.timeout(ZERO), "DAG 'x', task 'a': timeout is PT0S; use a duration longer than zero");
        refusedTask(task -> task.timeout(ofSeconds(-1)), "timeout is PT-1S; use a duration longer than zero");
        refusedTask(task -> task.timeout(ofDays(9999)), "timeout is PT239976H; use at most 3650 days");
        refusedTask(task -> task.retryDelay(ZERO), "DAG 'x', task 'a': retryDelay is PT0S; use");
        refusedTask(task -> task.exponentialBackoff(2, ZERO), "the maxDelay of exponentialBackoff is PT0S; use");
    }

    @Test
    void wordsThatAreNone() {
        refused(dag -> dag.tags(" "), "DAG 'x': the tag ' ' is not allowed; use 1 to 100 characters");
        refused(dag -> dag.owners(""), "DAG 'x': the owner '' is not allowed; use 1 to 100 characters");
        refusedTask(task -> task.queue("g p u"), "DAG 'x', task 'a': the queue 'g p u' has an illegal name; use 1 to");
        refusedTask(task -> task.jvmOptions("-Xmx1g"), "the JVM option '-Xmx1g' is refused; write options that begin");
        refusedTask(task -> task.jvmOptions("UseZGC"), "the JVM option 'UseZGC' is refused");
    }

    @Test
    void anExceptionOfTheAuthorPassesUnchanged() {
        IllegalStateException own = new IllegalStateException("no configuration");

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Dag.define("x", dag -> {
                    throw own;
                }))
                .isSameAs(own);
    }

    @Test
    void tenThousandTasksInARowAreNoCircle() {
        Dag chain = Dag.define("chain", dag -> {
            Task<Integer> last = dag.task("t0", () -> 0);
            for (int i = 1; i < 10_000; i++) {
                last = dag.task("t" + i, n -> n + 1, last);
            }
        });

        assertThat(chain.tasks()).hasSize(10_000);
    }

    private static void refusedTask(Consumer<Task<Integer>> options, String message) {
        refused(dag -> options.accept(dag.task("a", () -> 1)), message);
    }

    private static void refused(Consumer<DagBuilder> body, String message) {
        assertThatExceptionOfType(DagDefinitionException.class)
                .isThrownBy(() -> Dag.define("x", body))
                .withMessageStartingWith("DAG 'x'")
                .withMessageContaining(message);
    }
}
