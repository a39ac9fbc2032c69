package io.orchestrator.core.dag;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.graph.ControlSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.DecisionSpec;
import io.orchestrator.protocol.graph.GroupSpec;
import io.orchestrator.protocol.graph.MapSpec;
import io.orchestrator.protocol.graph.TaskRole;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.graph.TriggerRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class ControlCheckTest {

    private static final ControlSpec SETUP = ControlSpec.of(TaskRole.SETUP);
    private static final ControlSpec TEARDOWN = ControlSpec.of(TaskRole.TEARDOWN);
    private static final MapSpec OVER_LIST = new MapSpec(List.of(new MapSpec.Output("list")));

    @Test
    void aSetupWithItsTeardownAndAMappedGroupAreRight() {
        assertThat(check(
                        List.of(new GroupSpec("g", "Group", OVER_LIST), new GroupSpec("g.inner", null, null)),
                        task("list", SETUP),
                        task("g.work", ControlSpec.PLAIN.inGroup("g"), "list"),
                        task("g.inner.more", ControlSpec.PLAIN.inGroup("g.inner"), "g.work"),
                        task("end", TEARDOWN, "list", "g.inner.more")))
                .isEmpty();
    }

    @Test
    void aTeardownBelongsToASetup() {
        assertThat(check(List.of(), task("work", ControlSpec.PLAIN), task("end", TEARDOWN, "work")))
                .containsExactly(
                        "Task 'end': it is a teardown, but comes directly after no setup; name the setup it belongs"
                                + " to.");
    }

    @Test
    void aTeardownHasNoTriggerRule() {
        assertThat(check(List.of(), task("s", SETUP), ruled("end", TEARDOWN, TriggerRule.ALL_DONE, "s")))
                .singleElement()
                .asString()
                .contains("leave its trigger rule out");
    }

    @Test
    void aTaskDirectlyAfterASetupNeedsIt() {
        for (TriggerRule rule : TriggerRule.values()) {
            assertThat(check(List.of(), task("s", SETUP), ruled("work", ControlSpec.PLAIN, rule, "s"))
                            .isEmpty())
                    .as("%s", rule)
                    .isEqualTo(rule == TriggerRule.ALL_SUCCESS);
        }
        assertThat(check(
                        List.of(),
                        task("s", SETUP),
                        task("w1", ControlSpec.PLAIN, "s"),
                        ruled("w2", ControlSpec.PLAIN, TriggerRule.ONE_FAILED, "w1")))
                .isEmpty();
    }

    @Test
    void aBranchHasSomethingToChooseFrom() {
        assertThat(check(List.of(), task("choose", ControlSpec.PLAIN.withDecision(new DecisionSpec.Branch()))))
                .singleElement()
                .asString()
                .contains("'choose'", "put the tasks to choose from after it");
    }

    @Test
    void aBranchChoosesAmongWhatThereIs() {
        ControlSpec branch = ControlSpec.PLAIN.withDecision(
                new DecisionSpec.Branch(Map.of("s", List.of("small"), "l", List.of("gone")), List.of("nowhere")));

        assertThat(check(List.of(), task("size", branch), task("small", ControlSpec.PLAIN, "size")))
                .containsExactly(
                        "Task 'size': it can choose 'gone', which is no task or group.",
                        "Task 'size': it can choose 'nowhere', which is no task or group.");
    }

    @Test
    void whatIsMappedComesAfterItsList() {
        assertThat(check(List.of(), task("list", ControlSpec.PLAIN), task("each", mapped("list"))))
                .containsExactly("Task 'each' is mapped over the output of 'list', but does not come after it.");
        assertThat(check(List.of(), task("each", mapped("gone"))))
                .anySatisfy(fault -> assertThat(fault).contains("'gone', which is no task of this DAG"));
        assertThat(check(List.of(), task("each", ControlSpec.PLAIN.withMapping(new MapSpec(List.of())))))
                .containsExactly("Task 'each' is mapped over nothing; name the list.");
        MapSpec number = new MapSpec(List.of(new MapSpec.Values(JsonNodeFactory.instance.numberNode(7))));
        assertThat(check(List.of(), task("each", ControlSpec.PLAIN.withMapping(number))))
                .containsExactly("Task 'each' is mapped over 7; expected a list.");
    }

    @Test
    void nothingIsMappedTwice() {
        assertThat(check(
                        List.of(new GroupSpec("g", null, OVER_LIST)),
                        task("list", ControlSpec.PLAIN),
                        task("g.each", mapped("list").inGroup("g"), "list")))
                .containsExactly("Task 'g.each' is mapped and lies in the mapped group 'g'; only one of them can be.");
        assertThat(check(
                        List.of(new GroupSpec("g", null, OVER_LIST), new GroupSpec("g.h", null, OVER_LIST)),
                        task("list", ControlSpec.PLAIN),
                        task("g.h.each", ControlSpec.PLAIN.inGroup("g.h"), "list")))
                .anySatisfy(fault -> assertThat(fault).contains("'g.h' is mapped and lies in a mapped group"));
    }

    @Test
    void aGroupIsNotMappedOverWhatComesOutOfIt() {
        assertThat(check(
                        List.of(new GroupSpec("g", null, OVER_LIST)),
                        task("g.first", ControlSpec.PLAIN.inGroup("g")),
                        task("list", ControlSpec.PLAIN, "g.first")))
                .singleElement()
                .asString()
                .contains("'list', which is one of its own tasks or comes after one");
    }

    @Test
    void groupsAreDefinedOnceAndFromOutsideIn() {
        assertThat(check(
                        List.of(
                                new GroupSpec("a.b", null, null),
                                new GroupSpec("t", null, null),
                                new GroupSpec("t", null, null)),
                        task("t", ControlSpec.PLAIN.inGroup("gone"))))
                .containsExactly(
                        "The group 'a.b' is in the group 'a', which is not defined before it.",
                        "A task and a group have the id 't'; give one of them another.",
                        "Two groups have the id 't'; give one of them another.",
                        "A task and a group have the id 't'; give one of them another.",
                        "Task 't': it is in the group 'gone', which is not defined.");
    }

    @Test
    void aTaskDoesNotEndBeforeItStarts() {
        Instant start = Instant.parse("2026-02-01T00:00:00Z");
        assertThat(check(List.of(), task("t", ControlSpec.PLAIN.between(start, start.minusSeconds(1)))))
                .singleElement()
                .asString()
                .contains("before it starts at 2026-02-01T00:00:00Z");
    }

    private static ControlSpec mapped(String source) {
        return ControlSpec.PLAIN.withMapping(new MapSpec(List.of(new MapSpec.Output(source))));
    }

    private static List<String> check(List<GroupSpec> groups, TaskSpec... tasks) {
        return new DagCheck(schedule -> List.of())
                .check(DagGraph.builder("d")
                        .maxActiveRuns(1)
                        .maxActiveTasks(1)
                        .tasks(tasks)
                        .groups(groups)
                        .build());
    }

    private static TaskSpec task(String id, ControlSpec control, String... after) {
        return ruled(id, control, TriggerRule.ALL_SUCCESS, after);
    }

    private static TaskSpec ruled(String id, ControlSpec control, TriggerRule rule, String... after) {
        return TaskSpec.builder(id)
                .after(after)
                .triggerRule(rule)
                .control(control)
                .build();
    }
}
