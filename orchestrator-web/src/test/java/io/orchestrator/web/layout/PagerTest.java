package io.orchestrator.web.layout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PagerTest {

    @Test
    void a_page_in_the_middle_leads_both_ways() {
        var pager = Pager.at("/runs", 2, 50, 120);
        assertThat(pager.first()).isEqualTo(51);
        assertThat(pager.last()).isEqualTo(100);
        assertThat(pager.previous()).isEqualTo("/runs?page=1");
        assertThat(pager.next()).isEqualTo("/runs?page=3");
    }

    @Test
    void a_page_that_is_not_there_becomes_the_nearest_one() {
        assertThat(Pager.at("/runs", 99, 50, 120).page()).isEqualTo(3);
        assertThat(Pager.at("/runs", -1, 50, 120).page()).isEqualTo(1);
    }

    @Test
    void an_empty_list_has_one_page_that_leads_nowhere() {
        var pager = Pager.at("/runs", 1, 50, 0);
        assertThat(pager.first()).isZero();
        assertThat(pager.last()).isZero();
        assertThat(pager.needed()).isFalse();
        assertThat(pager.next()).isEmpty();
        assertThat(pager.previous()).isEmpty();
    }
}
