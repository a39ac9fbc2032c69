package io.orchestrator.sdk;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What cannot be meant in branches, groups, mapping, setups and params is refused with its place and mend. */
class FlowRefusalTest {

    enum Size {
        SMALL,
        LARGE
    }

    public record Settings(int rows) {}

    private static List<Integer> numbers() {
        return List.of(1, 2);
    }

    @Test
    void aBranchThatForgetsAConstant() {
        refused(
                dag -> {
                    Task<Size> size = dag.task("size", () -> Size.SMALL);
                    dag.branch(size).when(Size.SMALL, dag.action("small", () -> {}));
                },
                "DAG 'x', task 'size': its branch has no choice for LARGE; add when(...) for each, or otherwise(...)");
        refused(
                dag -> {
                    Task<Boolean> fresh = dag.task("fresh", () -> true);
                    dag.branch(fresh).when(true, dag.action("load", () -> {}));
                },
                "task 'fresh': its branch has no choice for false");
    }

    @Test
    void aBranchOnSomethingWithoutChoices() {
        refused(dag -> dag.branch(dag.task("size", () -> Size.SMALL)), "task 'size': it is a branch without choices");
        refused(
                dag -> {
                    Task<Settings> settings = dag.task("settings", () -> new Settings(1));
                    dag.branch(settings).when(new Settings(1), dag.action("a", () -> {}));
                },
                "it is a branch on 'io.orchestrator.sdk.FlowRefusalTest$Settings'; return an enum, a boolean");
        refused(
                dag -> {
                    Task<Size> size = dag.task("size", () -> Size.SMALL);
                    Task<Void> a = dag.action("a", () -> {});
                    dag.branch(size).when(Size.SMALL, a).when(Size.SMALL, a);
                },
                "task 'size': its branch has two choices for SMALL");
    }

    @Test
    void aTaskThatDecidesTwice() {
        refused(
                dag -> {
                    Task<Boolean> fresh = dag.task("fresh", () -> true);
                    dag.shortCircuit(fresh);
                    dag.branch(fresh);
                },
                "task 'fresh': it decides twice what follows; keep one of branch, branches and shortCircuit");
    }

    @Test
    void aTeardownWithoutSetupOrWithARule() {
        refused(dag -> dag.action("delete", () -> {}).teardownOf(), "task 'delete': teardownOf names no setup");
        refused(
                dag -> {
                    Task<Void> create = dag.action("create", () -> {});
                    dag.action("delete", () -> {}).teardownOf(create).rule(TriggerRule.ALL_DONE);
                },
                "task 'delete': it is a teardown, which has a rule of its own; leave rule out");
        refused(
                dag -> {
                    Task<Void> create = dag.action("create", () -> {});
                    Task<Void> delete = dag.action("delete", () -> {}).teardownOf(create);
                    dag.action("again", () -> {}).teardownOf(delete);
                },
                "task 'delete': it cannot be both a setup and a teardown");
        refused(
                dag -> dag.action("work", () -> {}).failsRun(),
                "task 'work': failsRun is for teardowns, call teardownOf before");
        refused(dag -> dag.action("work", () -> {}).around(), "task 'work': around is for setups and teardowns");
    }

    @Test
    void aTaskThatWouldRunWithoutItsSetup() {
        refused(
                dag -> {
                    Task<Void> create = dag.action("create", () -> {}).setup();
                    dag.action("work", () -> {}).after(create).rule(TriggerRule.ALL_DONE);
                },
                "task 'work': it comes directly after the setup 'create', without which it cannot run, so its rule has to"
                        + " be ALL_SUCCESS, not ALL_DONE");
    }

    @Test
    void aGroupThatIsEmptyOrComesAfterItself() {
        refused(
                dag -> {
                    dag.action("a", () -> {});
                    dag.group("load");
                },
                "DAG 'x': the group 'load' has no task; define one with a method of the group, or leave it out");
        refused(
                dag -> {
                    Group load = dag.group("load");
                    load.after(load.action("a", () -> {}));
                },
                "DAG 'x': the group 'load' cannot come after itself or one of its own tasks");
        refused(
                dag -> {
                    Group load = dag.group("load");
                    Group other = dag.group("other").after(load);
                    Task<Void> a = load.action("a", () -> {});
                    a.after(other.action("b", () -> {}));
                },
                "task 'load.a': it waits for itself: load.a → other.b → load.a");
        refused(dag -> dag.group("a.b"), "the group id 'a.b' has a dot, which stands between groups");
        refused(
                dag -> {
                    dag.group("load").action("a", () -> {});
                    dag.action("load", () -> {});
                },
                "the task id 'load' is used twice");
    }

    @Test
    void aTaskOfAMappedGroupOutsideOfIt() {
        refused(
                dag -> {
                    Task<List<Integer>> numbers = dag.task("numbers", FlowRefusalTest::numbers);
                    MappedGroup<Integer> each = dag.mapGroup("each", Each.of(numbers));
                    Task<Integer> twice = each.task("twice", (Integer n) -> 2 * n, each.item());
                    dag.task("end", (Integer n) -> n, twice);
                },
                "task 'end': its input 'each.twice' is there once for each element of the mapped group 'each'; pass"
                        + " group.collect(...) of it");
        refused(
                dag -> {
                    Task<List<Integer>> numbers = dag.task("numbers", FlowRefusalTest::numbers);
                    MappedGroup<Integer> each = dag.mapGroup("each", Each.of(numbers));
                    each.task("twice", (Integer n) -> 2 * n, each.item());
                    dag.task("end", (Integer n) -> n, each.item());
                },
                "task 'end': it takes the item of the mapped group 'each' but does not lie in it");
    }

    @Test
    void aMappingWithinAMappedGroup() {
        refused(
                dag -> {
                    MappedGroup<Integer> each = dag.mapGroup("each", Each.values(1, 2));
                    each.forEach("inner", (Integer n) -> {}, Each.values(3));
                },
                "task 'each.inner': it is mapped and lies in the mapped group 'each'; only one of them can be");
        refused(
                dag -> dag.mapGroup("each", Each.values(1)).mapGroup("inner", Each.values(2)),
                "the group 'each.inner' is mapped and lies in the mapped group 'each'; only one of them can be");
    }

    @Test
    void elementsWhoseTypeIsNotKnown() {
        refused(
                dag -> dag.forEach("a", (Integer n) -> {}, Each.<Integer>values()),
                "task 'a': it is mapped over no values; name at least one");
        refused(
                dag -> dag.forEach("a", (Object n) -> {}, Each.<Object>values(1, "two")),
                "it is mapped over values of Integer and of String; use one class");
        refused(
                dag -> dag.forEach(
                        "a", (Integer n) -> {}, Each.concat(Each.values(1).map(n -> n + 1), Each.values(2))),
                "put them together first, then transform the whole");
    }

    @Test
    void aMappingOverATaskOfAnotherDag() {
        AtomicReference<Task<List<Integer>>> foreign = new AtomicReference<>();
        Dag.define("other", dag -> foreign.set(dag.task("numbers", FlowRefusalTest::numbers)));

        refused(
                dag -> dag.forEach("a", (Integer n) -> {}, Each.of(foreign.get())),
                "task 'a': an input is the task 'numbers' of DAG 'other'");
    }

    @Test
    void aLoopThatReturnsATaskFromElsewhere() {
        refused(
                dag -> {
                    Task<Integer> start = dag.task("start", () -> 1);
                    dag.loop("grow", 3, start, (round, n) -> start, n -> true);
                },
                "the round 'grow.round_1' of a loop returned the task 'start'; return a task that is defined with the");
        refused(
                dag -> {
                    Task<Integer> start = dag.task("start", () -> 1);
                    dag.loop("grow", 0, start, (round, n) -> round.task("a", (Integer x) -> x, n), n -> true);
                },
                "the loop 'grow' has 0 rounds; use 1 to 1000");
    }

    @Test
    void paramsThatCannotBeMeant() {
        record Bounded(@Param(min = 1) String name) {}
        record Wrong(Thread thread) {}
        record Tree(@Nullable List<Tree> children) {}

        refused(
                dag -> dag.params(Bounded.class),
                "the param 'name' of Bounded has a @Param that does not fit its type: min and max are for numbers");
        refused(
                dag -> dag.params(Wrong.class),
                "the param 'thread' of Wrong has the type java.lang.Thread; use records");
        refused(dag -> dag.params(Tree.class), "the params record Tree contains itself");
        refused(
                dag -> {
                    dag.schedule(Cron.daily("UTC"));
                    dag.params(Settings.class);
                    dag.action("a", () -> {});
                },
                "its schedule starts runs, but its params have no defaults; pass params a record with the defaults");
    }

    private static void refused(Consumer<DagBuilder> body, String message) {
        assertThatExceptionOfType(DagDefinitionException.class)
                .isThrownBy(() -> Dag.define("x", body))
                .withMessageContaining(message);
    }
}
