package io.orchestrator.web.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.web.pages.GroupedSample;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which rows the grid has, as groups and mapped tasks are folded and opened. */
class GridTreeTest {

    private final GridTree tree = new GridTree(GroupedSample.graph("features"));

    @Test
    void a_folded_group_is_one_row_where_its_first_task_is() {
        assertThat(labels(Set.of())).containsExactly("0 list_sources", "0 ingest", "0 build_features", "0 publish");
    }

    @Test
    void an_open_group_shows_its_tasks_without_its_own_id_and_its_inner_groups_folded() {
        assertThat(labels(Set.of("ingest")))
                .containsExactly("0 list_sources", "0 ingest", "1 read", "1 check", "0 build_features", "0 publish");
        assertThat(labels(Set.of("ingest", "ingest.check")))
                .containsSubsequence("1 check", "2 schema", "2 freshness", "0 build_features");
    }

    @Test
    void a_folded_group_stands_for_all_tasks_in_it_and_in_its_inner_groups() {
        assertThat(tree.rows(Set.of(), Map.of(), List.of()).get(1).tasks())
                .containsExactly("ingest.read", "ingest.check.schema", "ingest.check.freshness");
    }

    @Test
    void an_open_mapped_task_shows_its_first_items() {
        var rows = tree.rows(Set.of("build_features"), Map.of("build_features", 10_000), List.of());
        assertThat(rows).filteredOn(GridRow::isItem).hasSize(GridTree.ITEMS);
        assertThat(rows.get(3).label()).isEqualTo("[0]");
        assertThat(rows.get(2).isOpenGroup()).isFalse();
    }

    @Test
    void what_is_searched_for_is_found_in_folded_groups_and_among_tasks_that_are_gone() {
        assertThat(tree.found("re", List.of("old_report", "other")))
                .extracting(GridRow::id)
                .containsExactly("ingest.read", "ingest.check.freshness", "build_features", "old_report");
    }

    @Test
    void everything_that_can_be_folded_is_known() {
        assertThat(tree.foldable()).containsExactly("build_features", "ingest", "ingest.check");
        assertThat(tree.usuallyOpen()).containsExactly("ingest", "ingest.check");
    }

    private List<String> labels(Set<String> open) {
        return tree.rows(open, Map.of(), List.of()).stream()
                .map(row -> row.depth() + " " + row.label())
                .toList();
    }
}
