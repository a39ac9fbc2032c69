package io.orchestrator.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.orchestrator.web.layout.Links;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The grid: groups fold, a thousand tasks are a part of them at a time, everything can be reached with the keyboard. */
@PagesTest
class GridTest {

    static Browser browser;

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
        ada = new Visit(browser, "http://localhost:" + port, PagesFixture.OPERATOR, 1280, ColorScheme.LIGHT);
    }

    @AfterEach
    void leave() {
        ada.close();
    }

    @Test
    void groups_and_mapped_tasks_fold_and_the_address_keeps_it() {
        var page = ada.open(Links.dag(PagesFixture.GROUPED));
        assertThat(row(page, "schema")).hasCount(1);
        ada.link("Fold ingest").click();
        assertThat(row(page, "schema")).hasCount(0);
        assertThat(cell(page, "ingest: success \\(3 of 3\\).*manual__grouped_1"))
                .isVisible();

        ada.link("Unfold build_features").click();
        assertThat(cell(page, "build_features \\[7\\]: failed.*manual__grouped_1"))
                .isVisible();
        page.reload();
        assertThat(cell(page, "build_features \\[7\\]: failed.*manual__grouped_1"))
                .isVisible();
        assertThat(row(page, "schema")).hasCount(0);
    }

    @Test
    void a_thousand_tasks_are_there_a_part_at_a_time() {
        var page = ada.open(Links.dag(PagesFixture.WIDE));
        assertThat(page.locator("[data-rows] tr")).hasCount(120);
        assertThat(row(page, "collect")).hasCount(0);
        page.locator(".grid-scroll").evaluate("box => { box.scrollTop = box.scrollHeight; }");
        assertThat(row(page, "collect")).isVisible();
        assertThat(page.locator("[data-rows] tr")).hasCount(120);
        // The header stays in sight, and the scroll bar where it was.
        assertThat(page.locator("thead .column").first()).isVisible();
        page.locator(".grid-scroll").evaluate("box => { box.scrollTop = 0; }");
        assertThat(row(page, "split")).isVisible();
    }

    @Test
    void a_task_is_found_by_a_part_of_its_id() {
        var page = ada.open(Links.dag(PagesFixture.WIDE));
        page.getByLabel("Find a task").fill("part_0077");
        assertThat(page.locator("[data-rows] tr")).hasCount(1);
        assertThat(page).hasURL(Pattern.compile(".*find=part_0077.*"));
        cell(page, "score_part_0077: failed.*").click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("score_part_0077");
    }

    @Test
    void arrow_keys_move_from_cell_to_cell_and_enter_opens_the_task() {
        var page = ada.open(Links.dag(PagesFixture.PIPELINE));
        assertThat(page.locator("[data-rows] .cell[tabindex='0']")).hasCount(1);
        page.locator("[data-rows] .cell").first().focus();
        page.keyboard().press("End");
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        var label = page.evaluate("document.activeElement.getAttribute('aria-label')");
        assertThat((String) label).startsWith(PagesFixture.FAILED_TASK + ": failed");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*" + PagesFixture.FAILED_RUN + "/tasks/" + PagesFixture.FAILED_TASK));
    }

    private static Locator row(Page page, String label) {
        return page.locator("[data-rows] th")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^" + label + "$")));
    }

    private static Locator cell(Page page, String pattern) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^" + pattern)));
    }
}
