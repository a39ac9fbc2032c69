package io.orchestrator.web.layout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinksTest {

    @Test
    void an_id_is_one_segment_of_the_path_whatever_is_in_it() {
        assertThat(Links.run("a dag", "manual__2026-01-31T06:00:00+01:00"))
                .isEqualTo("/dags/a%20dag/runs/manual__2026-01-31T06%3A00%3A00%2B01%3A00");
    }

    @Test
    void a_filter_is_added_to_the_query_changed_in_it_and_taken_out_of_it() {
        var filtered = Links.with("/", "q", "a&b");
        assertThat(filtered).isEqualTo("/?q=a%26b");
        assertThat(Links.with(filtered, "q", "c")).isEqualTo("/?q=c");
        assertThat(Links.with(filtered, "q", "")).isEqualTo("/");
    }

    @Test
    void a_map_index_is_named_only_where_there_is_one() {
        assertThat(Links.task("d", "r", "t", -1)).isEqualTo("/dags/d/runs/r/tasks/t");
        assertThat(Links.task("d", "r", "t", 3)).isEqualTo("/dags/d/runs/r/tasks/t?map=3");
    }
}
