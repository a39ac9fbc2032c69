package io.orchestrator.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.orchestrator.core.schedule.KnownSlots;
import io.orchestrator.core.schedule.SlotStore;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.SlotAnswer;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.web.layout.Links;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the pages say of a DAG whose timetable in Java throws. */
@PagesTest
class TimetableErrorTest {

    private static final String DAG = "market_days";
    private static final String ERROR =
            "com.example.flights.MarketDays threw java.lang.IllegalStateException: no holidays" + " are known for 2031 "
                    + PagesFixture.HOSTILE_TEXT;

    @Autowired
    JdbcClient database;

    @Autowired
    SlotStore slots;

    @LocalServerPort
    int port;

    final Browser browser = new Browser();

    @Autowired
    Clock clock;

    Instant now = Instant.EPOCH;
    Visit ada;

    @BeforeEach
    void aDagWhoseTimetableKnowsOneMoreDay() {
        now = clock.instant().truncatedTo(ChronoUnit.DAYS);
        var graph = DagGraph.builder(DAG)
                .schedule(new ScheduleSpec.Custom("on market days", "Europe/Berlin"))
                .tasks(List.of(TaskSpec.builder("trade").build()))
                .build();
        new SampleRows(database).dag(graph, false, "on market days", now.plus(3, ChronoUnit.DAYS));
        told(List.of(now.plus(3, ChronoUnit.DAYS)), null);
        ada = new Visit(browser, "http://localhost:" + port, PagesFixture.OPERATOR, 1280, ColorScheme.LIGHT);
    }

    /** As the engine keeps what a JVM that ran the timetable answers. */
    private void told(List<Instant> days, @Nullable String error) {
        var before = slots.find(DAG, SampleRows.BUILD).orElse(null);
        slots.save(KnownSlots.of(DAG, SampleRows.BUILD, new SlotAnswer(now, days, false, error), false, before, now));
    }

    @AfterEach
    void takeItBack() {
        ada.close();
        browser.close();
        for (var table : List.of("timetable_slots", "dag_schedule", "dag_version", "dag")) {
            database.sql("DELETE FROM %s WHERE dag_id = ?".formatted(table))
                    .param(DAG)
                    .update();
        }
    }

    @Test
    void an_error_of_a_timetable_in_java_is_on_the_dags_page_until_it_is_mended() {
        var page = ada.open(Links.dag(DAG));
        assertThat(page.getByText("timetable fails")).hasCount(0);

        told(List.of(), ERROR);
        page = ada.open(Links.dag(DAG));
        ada.link("timetable fails").click();
        assertThat(page.locator(".notice.bad")).containsText("The schedule starts no more runs than those below");
        assertThat(page.locator(".notice.bad")).containsText(ERROR);
        // What it had told before still holds.
        assertThat(page.getByText("Coming runs")
                        .locator("xpath=ancestor::section")
                        .locator("time")
                        .first())
                .hasAttribute("datetime", now.plus(3, ChronoUnit.DAYS).toString());

        told(List.of(now.plus(3, ChronoUnit.DAYS), now.plus(4, ChronoUnit.DAYS)), null);
        ada.open(Links.dag(DAG));
        assertThat(page.getByText("timetable fails")).hasCount(0);
        assertThat(page.evaluate("window.hacked === undefined")).isEqualTo(true);
        assertThat(ada.complaints()).isEmpty();
    }
}
