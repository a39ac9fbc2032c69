package io.orchestrator.core.simulation;

import io.orchestrator.core.pool.Pool;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.ControlSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.LimitSpec;
import io.orchestrator.protocol.graph.PastSpec;
import io.orchestrator.protocol.graph.PokeSpec;
import io.orchestrator.protocol.graph.RetrySpec;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.graph.TriggerRule;
import io.orchestrator.protocol.graph.WaitSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Small DAGs of every shape. */
final class RandomDags {

    static final String COMMON_QUEUE = "default";
    static final String SPECIAL_QUEUE = "special";

    private final Dice dice;
    private int count;

    /** The first of the DAGs after the one that is made: a DAG starts and awaits only those, so that nothing goes round in circles. */
    private int later;

    /** A pool that tasks of all DAGs share. */
    static final Pool NARROW = new Pool("narrow", 2, null, true);

    RandomDags(Dice dice) {
        this.dice = dice;
    }

    List<DagGraph> dags() {
        count = dice.between(1, 4);
        List<DagGraph> dags = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            later = i + 1;
            dags.add(dag("dag" + i));
        }
        return dags;
    }

    private DagGraph dag(String dagId) {
        boolean scheduled = dice.chance(0.5);
        Duration interval = Duration.ofSeconds(dice.between(2, 9));
        Instant first = Timeline.START.plus(dice.between(1, 10), ChronoUnit.SECONDS);
        Instant last = first.plus(interval.multipliedBy(dice.between(0, 3))).plusMillis(1);
        return DagGraph.builder(dagId)
                .schedule(scheduled ? new ScheduleSpec.Every(interval) : new ScheduleSpec.Manual())
                .catchup(Catchup.ALL)
                .startDate(scheduled ? first : null)
                .endDate(scheduled ? last : null)
                .maxActiveRuns(dice.between(1, 3))
                .maxActiveTasks(dice.between(1, 4))
                .runTimeout(dice.chance(0.15) ? Duration.ofSeconds(dice.between(5, 25)) : null)
                .tasks(scheduled && dice.chance(0.3) ? dependent(tasks()) : tasks())
                .build();
    }

    /** Some of the tasks wait for the run before. */
    private List<TaskSpec> dependent(List<TaskSpec> tasks) {
        return tasks.stream()
                .map(task -> dice.chance(0.4)
                        ? task.toBuilder()
                                .control(task.control().withPast(new PastSpec(dice.chance(0.5), false)))
                                .build()
                        : task)
                .toList();
    }

    /** The next version of some of these: with one more task at the end. */
    List<DagGraph> changed(List<DagGraph> dags) {
        return dags.stream()
                .map(dag -> dice.chance(0.6) ? withOneMore(dag) : dag)
                .toList();
    }

    private DagGraph withOneMore(DagGraph dag) {
        List<TaskSpec> tasks = new ArrayList<>(dag.tasks());
        tasks.add(task("more", List.of(), List.of(tasks.getLast().taskId())));
        return dag.toBuilder().tasks(tasks).build();
    }

    private List<TaskSpec> tasks() {
        int size = dice.between(1, 5);
        int shape = dice.between(0, 3);
        List<TaskSpec> tasks = new ArrayList<>();
        for (int task = 0; task < size; task++) {
            List<String> upstream = upstream(shape, task, size);
            boolean data = dice.chance(0.3);
            tasks.add(task("t" + task, data ? upstream : List.of(), data ? List.of() : upstream));
        }
        return tasks;
    }

    private List<String> upstream(int shape, int task, int size) {
        List<String> upstream = new ArrayList<>();
        for (int before = 0; before < task; before++) {
            boolean edge = switch (shape) {
                case 0 -> before == task - 1;
                case 1 -> before == 0;
                case 2 -> task == size - 1;
                default -> dice.chance(0.4);
            };
            if (edge) {
                upstream.add("t" + before);
            }
        }
        return upstream;
    }

    private TaskSpec task(String taskId, List<String> inputs, List<String> after) {
        TriggerRule rule = dice.chance(0.6) ? TriggerRule.ALL_SUCCESS : dice.pick(List.of(TriggerRule.values()));
        @Nullable String output = dice.chance(0.5) ? "java.lang.String" : null;
        return TaskSpec.builder(taskId)
                .inputs(inputs)
                .after(after)
                .triggerRule(rule)
                .outputType(output)
                .retry(new RetrySpec(
                        dice.between(0, 2), Duration.ofSeconds(dice.between(0, 4)), 1, Duration.ofHours(1), false))
                .queue(dice.chance(0.2) ? SPECIAL_QUEUE : COMMON_QUEUE)
                .priorityWeight(dice.between(1, 3))
                .control(waiting())
                .limits(
                        dice.chance(0.3)
                                ? new LimitSpec(NARROW.name(), dice.between(1, NARROW.slots()), null, null)
                                : LimitSpec.PLAIN)
                .build();
    }

    /** Some tasks look for something again and again, or are the engine's own. */
    private ControlSpec waiting() {
        if (dice.chance(0.2)) {
            return ControlSpec.PLAIN.poking(new PokeSpec(
                    Duration.ofMillis(dice.between(0, 3_000)),
                    dice.chance(0.3),
                    dice.chance(0.5) ? Duration.ofSeconds(4) : null,
                    Duration.ofSeconds(dice.between(1, 20)),
                    dice.chance(0.2),
                    false,
                    dice.chance(0.2)));
        }
        return dice.chance(0.15) ? ControlSpec.PLAIN.waiting(engineWait()) : ControlSpec.PLAIN;
    }

    private WaitSpec engineWait() {
        String dag = "dag" + (later < count && dice.chance(0.9) ? dice.between(later, count - 1) : count);
        Duration timeout = Duration.ofSeconds(dice.between(3, 20));
        return switch (dice.between(0, 3)) {
            case 0 -> new WaitSpec.Delay(Duration.ofMillis(dice.between(0, 4_000)));
            case 1 -> new WaitSpec.OtherRun(dag, null, Duration.ZERO, timeout, dice.chance(0.3));
            default ->
                new WaitSpec.Trigger(
                        dag,
                        JsonNodeFactory.instance.objectNode(),
                        dice.chance(0.2),
                        dice.chance(0.5),
                        timeout,
                        dice.chance(0.3));
        };
    }
}
