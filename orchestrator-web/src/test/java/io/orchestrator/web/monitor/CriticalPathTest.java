package io.orchestrator.web.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which tasks made a run as long as it was. */
class CriticalPathTest {

    private static final Map<String, List<String>> DIAMOND =
            Map.of("left", List.of("begin"), "right", List.of("begin"), "end", List.of("left", "right"));

    @Test
    void leads_through_the_upstream_task_that_ended_last() {
        assertThat(CriticalPath.of(DIAMOND, ended("begin", 1, "left", 9, "right", 5, "end", 12)))
                .containsExactly("begin", "left", "end");
        assertThat(CriticalPath.of(DIAMOND, ended("begin", 1, "left", 3, "right", 5, "end", 12)))
                .containsExactly("begin", "right", "end");
    }

    @Test
    void ends_at_what_runs_now_and_leaves_out_what_never_ran() {
        assertThat(CriticalPath.of(DIAMOND, ended("begin", 1, "right", 5))).containsExactly("begin", "right");
    }

    @Test
    void a_run_in_which_nothing_has_begun_has_none() {
        assertThat(CriticalPath.of(DIAMOND, Map.of())).isEmpty();
    }

    private static Map<String, Instant> ended(Object... tasks) {
        var ended = new HashMap<String, Instant>();
        for (int i = 0; i < tasks.length; i += 2) {
            ended.put((String) tasks[i], Instant.ofEpochSecond((Integer) tasks[i + 1]));
        }
        return ended;
    }
}
