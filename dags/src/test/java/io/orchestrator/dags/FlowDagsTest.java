package io.orchestrator.dags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.testkit.DagTest;
import io.orchestrator.testkit.TestRun;
import org.junit.jupiter.api.Test;

class FlowDagsTest {

    @Test
    void primesAreCountedInAsManyPartsAsTheRunIsTold() {
        TestRun run = DagTest.of(new CountPrimes().dag())
                .param("start", 2)
                .param("parts", 10)
                .param("step", 100)
                .run();

        assertThat(run.task("sum").output(Integer.class))
                .as("primes up to 1001")
                .isEqualTo(168);
        assertThat(run.items("count")).hasSize(10);
        assertThat(run.items("count").getLast().label()).contains("from 902");
    }

    @Test
    void partsHaveToBeSome() {
        assertThatThrownBy(() ->
                        DagTest.of(new CountPrimes().dag()).param("parts", 0).run())
                .hasMessageContaining("parts is 0; expected at least 1");
    }

    @Test
    void aBusyDayIsReportedInDetail() {
        TestRun run = DagTest.of(new OrdersReport().dag()).run();

        assertThat(run.state()).isEqualTo("success");
        assertThat(run.states())
                .containsEntry("detail", "success")
                .containsEntry("line", "skipped")
                .containsEntry("send", "success")
                .containsEntry("remove_folder", "success");
    }

    @Test
    void aQuietDayIsReportedInALineAndItsFolderIsTakenAwayToo() {
        TestRun run = DagTest.of(new OrdersReport().dag()).param("orders", 20).run();

        assertThat(run.state()).isEqualTo("success");
        assertThat(run.states())
                .containsEntry("load.returns", "skipped")
                .containsEntry("detail", "skipped")
                .containsEntry("line", "success")
                .containsEntry("send", "success")
                .containsEntry("remove_folder", "success");
    }
}
