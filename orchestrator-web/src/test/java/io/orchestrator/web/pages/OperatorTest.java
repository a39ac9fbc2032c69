package io.orchestrator.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.orchestrator.core.decide.Explanation;
import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.core.engine.Selection;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.protocol.Json;
import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.run.DagRunRows;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What an operator does on the pages, and what reaches the engine. */
@PagesTest
class OperatorTest {

    static Browser browser;

    @Autowired
    FakeEngine engine;

    @Autowired
    DagRunRows runs;

    @LocalServerPort
    int port;

    Visit ada;

    @BeforeAll
    static void start() {
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @BeforeEach
    void logIn() {
        engine.reset();
        ada = new Visit(browser, "http://localhost:" + port, PagesFixture.OPERATOR, 1280, ColorScheme.LIGHT);
    }

    @AfterEach
    void leave() {
        ada.close();
    }

    @Test
    void finds_the_failed_task_reads_its_log_and_retries_it() {
        engine.answer(Command.Clear.class, clear -> List.of());
        var page = ada.open(Links.DAGS);
        ada.link(PagesFixture.PIPELINE).click();
        page.getByRole(AriaRole.LINK, byName(PagesFixture.FAILED_TASK + ": failed.*" + PagesFixture.FAILED_RUN))
                .click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText(PagesFixture.FAILED_TASK);
        assertThat(page.locator("[data-log-lines]")).containsText("label columns are empty: ARR_DELAY");

        ada.button("Retry").click();
        page.getByRole(AriaRole.DIALOG).getByText("Retry").click();

        assertThat(page.locator("#toasts")).containsText("cleared");
        assertThat(engine.asked(Command.Clear.class))
                .containsExactly(Command.Clear.of(
                        PagesFixture.PIPELINE,
                        Selection.ofRun(PagesFixture.FAILED_RUN)
                                .tasks(PagesFixture.FAILED_TASK)
                                .withDownstream(),
                        PagesFixture.OPERATOR));
    }

    @Test
    void sees_what_would_be_cleared_and_clears_exactly_that() {
        engine.answer(
                Command.Clear.class,
                clear -> clear.what().onlyFailed()
                        ? List.of(inFailedRun(PagesFixture.FAILED_TASK))
                        : List.of(inFailedRun("ingest_data"), inFailedRun(PagesFixture.FAILED_TASK)));
        var page = ada.open(Links.clear(PagesFixture.PIPELINE, PagesFixture.FAILED_RUN));
        assertThat(page.locator("#preview h2")).hasText("2 task instances");

        page.getByText("Only what failed").click();
        assertThat(page.locator("#preview h2")).hasText("1 task instance");
        page.getByLabel("Parameters").fill("{\"limit\": 7}");
        ada.button("Clear 1 task instance").click();

        assertThat(page.locator("#toasts")).containsText("One task instance is cleared");
        assertThat(engine.asked(Command.Clear.class))
                .filteredOn(clear -> !clear.dryRun())
                .containsExactly(Command.Clear.of(
                                PagesFixture.PIPELINE,
                                Selection.ofRun(PagesFixture.FAILED_RUN).only(true, false),
                                PagesFixture.OPERATOR)
                        .withParams(Json.MAPPER.readTree("{\"limit\": 7}")));
    }

    @Test
    void reads_why_a_task_does_not_start_and_goes_to_what_it_waits_for() {
        engine.answer(
                Command.Explain.class,
                ask -> new Explanation(List.of(
                        new Explanation.Step(
                                PagesFixture.LIVE_RUN,
                                ask.taskId(),
                                -1,
                                "upstream",
                                "waits for it.",
                                null,
                                false,
                                false),
                        new Explanation.Step(
                                PagesFixture.LIVE_RUN,
                                "transform_data",
                                -1,
                                "no_worker",
                                "is ready, but no worker serves queue 'gpu'.",
                                null,
                                true,
                                true))));
        var page = ada.open(Links.task(PagesFixture.PIPELINE, PagesFixture.LIVE_RUN, "publish_report"));
        assertThat(page.locator("ol.why li")).hasCount(2);
        assertThat(page.locator("ol.why li").last()).containsText("no worker serves queue 'gpu'");

        page.locator("ol.why li a").last().click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("transform_data");
        ada.open(Links.run(PagesFixture.PIPELINE, PagesFixture.LIVE_RUN));
        assertThat(page.locator("ol.why li").last()).containsText("no worker serves queue 'gpu'");
    }

    private TaskInstance inFailedRun(String taskId) {
        var run = runs.findByDagIdAndRunId(PagesFixture.PIPELINE, PagesFixture.FAILED_RUN);
        return TaskInstance.created(run.orElseThrow().runKey(), taskId, TaskInstance.UNMAPPED, 0);
    }

    @Test
    void does_nothing_when_the_question_is_answered_with_no() {
        var page = ada.open(Links.run(PagesFixture.PIPELINE, PagesFixture.LIVE_RUN));
        ada.button("Cancel run").click();
        page.getByRole(AriaRole.DIALOG).getByText("Keep as it is").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        assertThat(engine.asked(Command.MarkRun.class)).isEmpty();
    }

    @Test
    void reads_why_the_engine_refused() {
        engine.answer(Command.Clear.class, clear -> {
            throw new CommandRefused(CommandRefused.Kind.CONFLICT, "Nothing of this run has failed.");
        });
        var page = ada.open(Links.run(PagesFixture.PIPELINE, PagesFixture.FAILED_RUN));
        ada.button("Retry failed").click();
        assertThat(page.locator("#toasts")).containsText("Nothing of this run has failed.");
    }

    @Test
    void reads_what_was_done_even_if_a_part_of_the_page_asks_before_the_next_page_does() {
        engine.answer(Command.Clear.class, clear -> List.of());
        var run = Links.run(PagesFixture.PIPELINE, PagesFixture.FAILED_RUN);
        var page = ada.open(run);
        var form = FormData.create()
                .set(
                        "_csrf",
                        page.locator("form[action$=logout] input[name=_csrf]").inputValue())
                .set("onlyFailed", true);
        var requests = page.request();
        requests.post(run + "/clear", RequestOptions.create().setForm(form).setMaxRedirects(0));
        requests.get(run, RequestOptions.create().setHeader("HX-Request", "true"));
        assertThat(requests.get(run).text()).contains("No task had to be cleared.");
    }

    @Test
    void is_told_what_is_wrong_with_the_parameters_and_then_starts_a_run() {
        engine.answer(Command.Trigger.class, trigger -> {
            throw new CommandRefused(CommandRefused.Kind.CONFLICT, "There is a run for this date already.");
        });
        var page = ada.open(Links.dag(PagesFixture.PIPELINE));
        ada.link("Trigger").click();
        page.getByLabel("Parameters").fill("{\"rows\": }");
        ada.button("Start the run").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("This is not JSON");
        assertThat(engine.asked()).isEmpty();

        page.getByLabel("Parameters").fill("{\"rows\": 7}");
        page.getByLabel("Logical date").fill("2026-01-31");
        ada.button("Start the run").click();

        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("There is a run for this date already.");
        var asked = engine.asked(Command.Trigger.class);
        assertThat(asked).hasSize(1);
        assertThat(asked.getFirst().params().toString()).isEqualTo("{\"rows\":7}");
        assertThat(asked.getFirst().logicalDate()).hasToString("2026-01-31T00:00:00Z");
    }

    @Test
    void starts_a_run_and_is_told_its_id() {
        engine.answer(Command.Trigger.class, trigger -> new Command.Triggered(run(trigger, "manual__new"), true));
        var page = ada.open(Links.dag(PagesFixture.PIPELINE));
        ada.link("Trigger").click();
        ada.button("Start the run").click();
        assertThat(page.locator("#toasts")).containsText("Run manual__new is queued.");
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
    }

    private static DagRun run(Command.Trigger trigger, String runId) {
        return new DagRun(
                1,
                trigger.dagId(),
                runId,
                trigger.type(),
                DagRunState.QUEUED,
                null,
                null,
                null,
                null,
                Instant.EPOCH,
                trigger.params(),
                1,
                SampleRows.BUILD,
                trigger.actor(),
                null,
                0,
                Instant.EPOCH,
                null,
                null);
    }

    @Test
    void pauses_a_dag_without_leaving_the_list() {
        engine.answer(Command.Pause.class, pause -> true);
        var page = ada.open(Links.DAGS);
        var schedule = page.getByRole(
                AriaRole.SWITCH, new Page.GetByRoleOptions().setName("Schedule of " + PagesFixture.PIPELINE));
        schedule.click();
        assertThat(schedule).hasAttribute("aria-checked", "false");
        assertThat(page.locator("#toasts")).containsText("is paused");
        assertThat(engine.asked(Command.Pause.class))
                .containsExactly(new Command.Pause(PagesFixture.PIPELINE, true, PagesFixture.OPERATOR));
    }

    @Test
    void narrows_the_list_while_typing() {
        var page = ada.open(Links.DAGS);
        page.getByLabel("Search DAGs").fill("flights");
        assertThat(ada.link(PagesFixture.WIDE)).hasCount(0);
        assertThat(ada.link(PagesFixture.PIPELINE)).isVisible();
        assertThat(page).hasURL(Pattern.compile(".*q=flights.*"));
    }

    @Test
    void filters_a_log_by_text_and_level() {
        var page = ada.open(Links.task(PagesFixture.PIPELINE, PagesFixture.FAILED_RUN, PagesFixture.FAILED_TASK));
        assertThat(page.locator("[data-log-status]")).hasText("402 lines");
        page.getByLabel("Level").selectOption("Errors");
        assertThat(page.locator("[data-log-lines] p")).hasCount(2);
        page.getByLabel("Filter lines").fill("the attempt failed");
        assertThat(page.locator("[data-log-status]")).hasText("1 of 402 lines");
    }

    private static Page.GetByRoleOptions byName(String pattern) {
        return new Page.GetByRoleOptions().setName(Pattern.compile(pattern));
    }
}
