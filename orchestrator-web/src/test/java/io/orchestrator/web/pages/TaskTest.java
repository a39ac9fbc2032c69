package io.orchestrator.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.orchestrator.web.layout.Links;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page of a task: a long log a part at a time, and the items of a mapped task. */
@PagesTest
class TaskTest {

    @LocalServerPort
    int port;

    final Browser browser = new Browser();
    Visit ada;

    @BeforeEach
    void logIn() {
        ada = new Visit(browser, "http://localhost:" + port, PagesFixture.OPERATOR, 1280, ColorScheme.LIGHT);
    }

    @AfterEach
    void leave() {
        ada.close();
        browser.close();
    }

    @Test
    void a_long_log_begins_at_its_end_and_is_read_upwards_and_by_line() {
        var page = ada.open(Links.task(PagesFixture.PIPELINE, PagesFixture.LIVE_RUN, "ingest_data"));
        assertThat(page.locator("[data-log-status]")).hasText("9,501–10,000 of 10,000 lines");
        assertThat(page.locator("[data-line='9999']")).isVisible();
        page.locator("[data-log-lines]").evaluate("box => { box.scrollTop = 0; }");
        assertThat(page.locator("[data-line='9000']")).hasCount(1);

        page.getByLabel("Go to line").fill("7,001");
        page.keyboard().press("Enter");
        assertThat(page.locator("p.here [data-line='7000']")).isVisible();
        assertThat(page.locator("[data-log-lines] p")).hasCount(500);
        // However far one reads, the page holds a part of it.
        for (int i = 0; i < 5; i++) {
            var last = page.locator("[data-log-lines] p [data-line]").last().getAttribute("data-line");
            page.locator("[data-log-lines]").evaluate("box => { box.scrollTop = box.scrollHeight; }");
            assertThat(page.locator("[data-line='" + (Integer.parseInt(last) + 1) + "']"))
                    .hasCount(1);
        }
        assertThat(page.locator("[data-log-lines] p").count()).isLessThanOrEqualTo(2_000);
        assertThat(page.locator("[data-line='6750']")).hasCount(0);
    }

    @Test
    void a_search_looks_at_the_whole_log_and_leads_to_the_lines_around_what_it_finds() {
        var page = ada.open(Links.task(PagesFixture.PIPELINE, PagesFixture.LIVE_RUN, "ingest_data"));
        page.getByLabel("Filter lines").fill("batch 104 done");
        assertThat(page.locator("[data-log-status]")).hasText("10 of 10,000 lines");
        page.locator("[data-line='5104']").click();
        assertThat(page.locator("p.here [data-line='5104']")).isVisible();
        assertThat(page.getByLabel("Filter lines")).isEmpty();
        assertThat(page.locator("[data-line='5103']")).isVisible();
    }

    @Test
    void items_of_a_mapped_task_are_counted_narrowed_and_found() {
        var page = ada.open(Links.run(PagesFixture.GROUPED, "manual__grouped_1"));
        ada.link("build_features").click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(2)))
                .hasText("300 items");
        assertThat(page.locator("tbody tr")).hasCount(100);
        page.locator(".counts a.state-failed").click();
        assertThat(page.locator("tbody tr")).hasCount(3);
        page.getByLabel("Find an item").fill("customer 107");
        page.keyboard().press("Enter");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("\\[107] customer 107")))
                .click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("build_features [customer 107]");
    }
}
