package io.orchestrator.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Edges of groups and of scopes between setups and teardowns, as edges between tasks. */
class WiringTest {

    @Test
    void anEdgeOfAGroupGoesToItsFirstTasksAndFromItsLast() {
        assertThat(edges(dag -> {
                    Group load = dag.group("g");
                    Task<Void> one = load.action("1", () -> {});
                    load.action("2", () -> {}).after(one);
                    load.action("3", () -> {});
                    dag.action("a", () -> {}).before(load);
                    dag.action("z", () -> {}).after(load);
                }))
                .containsExactly("a>g.1", "a>g.3", "g.1>g.2", "g.2>z", "g.3>z");
    }

    @Test
    void edgesBetweenGroupsOfAGroupCountBeforeItsOwn() {
        assertThat(edges(dag -> {
                    Group outer = dag.group("h").after(dag.action("b", () -> {}));
                    Group first = outer.group("1");
                    Group second = outer.group("2").after(first);
                    second.action("y", () -> {});
                    first.action("x", () -> {});
                    dag.action("z", () -> {}).after(outer);
                }))
                .containsExactly("b>h.1.x", "h.1.x>h.2.y", "h.2.y>z");
    }

    @Test
    void whatFollowsAGroupDoesNotWaitForItsTeardowns() {
        assertThat(edges(dag -> {
                    Group load = dag.group("g");
                    Task<Void> create = load.action("create", () -> {});
                    Task<Void> work = load.action("work", () -> {});
                    load.action("delete", () -> {}).teardownOf(create).around(work);
                    dag.action("z", () -> {}).after(load);
                }))
                .containsExactly("g.create>g.delete", "g.create>g.work", "g.work>g.delete", "g.work>z");
    }

    @Test
    void scopesMayLieInScopesInWhateverOrderTheyAreWritten() {
        assertThat(edges(dag -> {
                    Task<Void> s1 = dag.action("s1", () -> {});
                    Task<Void> s2 = dag.action("s2", () -> {});
                    Task<Void> w1 = dag.action("w1", () -> {});
                    Task<Void> w2 = dag.action("w2", () -> {});
                    Task<Void> t2 = dag.action("t2", () -> {});
                    dag.action("t1", () -> {}).teardownOf(s1).around(w1, s2, w2, t2);
                    t2.teardownOf(s2).around(w2);
                }))
                .containsExactly("s1>s2", "s1>t1", "s1>w1", "s2>t2", "s2>w2", "t2>t1", "w1>t1", "w2>t2");
    }

    @Test
    void theNearestOptionCounts() {
        Dag dag = Dag.define("x", it -> {
            it.defaults().retries(1).queue("far").requires("gpu").onFailure((context, thrown) -> {});
            Group outer = it.group("g");
            Group inner = outer.group("h");
            outer.defaults().retries(2).timeout(Duration.ofMinutes(1));
            inner.defaults().queue("near");
            inner.action("a", () -> {}).retries(3);
            inner.action("b", () -> {});
            it.action("c", () -> {});
        });

        assertThat(dag.tasks())
                .extracting(task -> task.retry().retries() + " " + task.queue() + " " + task.timeout())
                .containsExactly("3 near PT1M", "2 near PT1M", "1 far null");
        assertThat(dag.tasks()).allMatch(task -> task.requires().equals(List.of("gpu")));
        assertThat(dag.tasks()).allMatch(task -> task.hooks().onFailure() != null);
        assertThat(dag.groups()).extracting(GroupDefinition::id).containsExactly("g", "g.h");
    }

    private static Set<String> edges(Consumer<DagBuilder> body) {
        Set<String> edges = new TreeSet<>();
        for (TaskDefinition task : Dag.define("x", body).tasks()) {
            Stream.concat(task.inputs().stream(), task.after().stream())
                    .forEach(before -> edges.add(before + ">" + task.id()));
        }
        return edges;
    }
}
