package io.orchestrator.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.layout.Links;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What an operator finds out about runs: what made one long, what was slower than before; and what is done to many at once. */
@PagesTest
class RunTest {

    private static final String FAILED = Links.run(PagesFixture.PIPELINE, PagesFixture.FAILED_RUN);

    @Autowired
    FakeEngine engine;

    @LocalServerPort
    int port;

    final Browser browser = new Browser();
    Visit ada;

    @BeforeEach
    void logIn() {
        engine.reset();
        ada = new Visit(browser, "http://localhost:" + port, PagesFixture.OPERATOR, 1280, ColorScheme.LIGHT);
    }

    @AfterEach
    void leave() {
        ada.close();
        browser.close();
    }

    @Test
    void compares_a_run_with_the_last_success_and_reads_what_was_slower_and_what_changed() {
        var page = ada.open(FAILED);
        ada.link("Compare").click();
        var lines = page.locator("tbody tr");
        assertThat(lines).hasCount(6);
        assertThat(lines.first().locator(".number")).containsText("+");
        assertThat(lines.last().locator(".number")).containsText("−");
        assertThat(page.locator("tr", new Page.LocatorOptions().setHasText("evaluate_model")))
                .containsText("upstream failed");
        var other = page.getByRole(AriaRole.COMPLEMENTARY);
        assertThat(other).containsText("State");
        assertThat(other.locator("del")).containsText("success");
        assertThat(other.locator("ins")).containsText("failed");

        ada.open(Links.run(PagesFixture.GROUPED, "manual__grouped_1") + "/compare?with=manual__grouped_2");
        assertThat(page.getByRole(AriaRole.COMPLEMENTARY)).containsText("Parameter day");
    }

    @Test
    void sees_which_tasks_made_the_run_long() {
        var page = ada.open(FAILED);
        ada.link("Gantt").click();
        assertThat(page.locator(".gantt tbody tr")).hasCount(6);
        ada.link("Critical path").click();
        assertThat(page.locator(".gantt tbody tr")).hasCount(4);
        assertThat(page.locator(".gantt tbody tr").last()).containsText(PagesFixture.FAILED_TASK);
    }

    @Test
    @SuppressWarnings("NullAway") // Nobody looks at the run that was marked.
    void does_one_thing_to_many_runs_and_reads_which_was_refused() {
        engine.answer(Command.MarkRun.class, mark -> {
            if (mark.runId().equals(PagesFixture.LIVE_RUN)) {
                throw new CommandRefused(CommandRefused.Kind.CONFLICT, "It is being written just now.");
            }
            return null;
        });
        var page = ada.open(Links.dag(PagesFixture.PIPELINE) + "/runs");
        assertThat(ada.button("Mark success")).isDisabled();
        page.locator("input[value='" + PagesFixture.LIVE_RUN + "']").check();
        page.locator("input[value='" + PagesFixture.FAILED_RUN + "']").check();
        assertThat(page.locator("[data-chosen]")).hasText("2 chosen:");
        ada.button("Mark success").click();
        page.getByRole(AriaRole.DIALOG).getByText("Do it").click();

        assertThat(page.locator("#toasts")).containsText("Done to one run. 1 refused");
        assertThat(engine.asked(Command.MarkRun.class))
                .extracting(Command.MarkRun::runId)
                .containsExactlyInAnyOrder(PagesFixture.LIVE_RUN, PagesFixture.FAILED_RUN);
        assertThat(engine.asked(Command.MarkRun.class))
                .allMatch(mark ->
                        mark.state() == DagRunState.SUCCESS && mark.actor().equals(PagesFixture.OPERATOR));
    }

    @Test
    void looks_back_over_many_runs() {
        var page = ada.open(Links.dag(PagesFixture.PIPELINE) + "/charts");
        assertThat(page.locator(".chart canvas")).hasCount(2);
        page.getByText("The same as a table").click();
        assertThat(page.locator("details tbody tr")).hasCount(27);

        ada.link("Calendar").click();
        page.locator(".calendar a.state-failed").first().click();
        assertThat(page.locator("#runs tbody tr").first()).containsText("failed");
        assertThat(ada.complaints()).isEmpty();
    }

    @Test
    void folds_a_group_in_the_graph_and_writes_down_what_was_found_out() {
        var run = Links.run(PagesFixture.GROUPED, "manual__grouped_2");
        var page = ada.open(run + "/graph");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Fold Ingest"))
                .click();
        var folded = page.locator("[data-group=ingest].folded");
        assertThat(folded).containsText("Ingest (3)");
        assertThat(folded).containsText("success");
        assertThat(page.locator("[data-task=\"ingest.read\"]")).hasCount(0);
        folded.locator("a").click();
        assertThat(page.locator("[data-task=\"ingest.read\"]")).hasCount(1);

        ada.open(run);
        ada.link("Write a note").click();
        page.getByLabel("Note").fill("The source <b>had</b> no data.");
        ada.button("Save").click();
        assertThat(page.locator(".facts")).containsText("The source <b>had</b> no data.");
        assertThat(ada.complaints()).isEmpty();
    }

    @Test
    void holds_a_run_says_why_and_lets_it_go() {
        var page = ada.open(FAILED);
        ada.link("Hold").click();
        page.getByLabel("Why").fill("Audit of <i>2026</i>");
        ada.button("Hold").click();
        assertThat(page.locator(".facts").first()).containsText("Audit of <i>2026</i>");
        ada.button("Let it go").click();
        page.locator("#confirm [data-confirm-yes]").click();
        assertThat(page.locator("#toasts")).containsText("not held any more");
        assertThat(ada.link("Hold")).isVisible();
        assertThat(ada.complaints()).isEmpty();
    }
}
