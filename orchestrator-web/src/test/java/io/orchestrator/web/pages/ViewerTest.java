package io.orchestrator.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.layout.Links;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Somebody who may only look. */
@PagesTest
class ViewerTest {

    private static final String TASK =
            Links.task(PagesFixture.PIPELINE, PagesFixture.FAILED_RUN, PagesFixture.FAILED_TASK);

    @Autowired
    FakeEngine engine;

    @LocalServerPort
    int port;

    @Test
    void sees_everything_but_no_button_that_changes_something_and_is_refused_when_asking_anyway() {
        engine.reset();
        try (var browser = new Browser();
                var vera =
                        new Visit(browser, "http://localhost:" + port, PagesFixture.VIEWER, 1280, ColorScheme.LIGHT)) {
            for (String path : List.of(
                    "/",
                    Links.dag(PagesFixture.PIPELINE),
                    Links.run(PagesFixture.PIPELINE, PagesFixture.FAILED_RUN),
                    TASK)) {
                var page = vera.open(path);
                assertThat(page.locator("main form[method=post], main .switch")).hasCount(0);
                assertThat(page.getByText("Trigger", new Page.GetByTextOptions().setExact(true)))
                        .hasCount(0);
            }
            assertThat(vera.page().locator("[data-log-lines]")).containsText("label columns are empty");

            // The token is their own: only the role stands in the way.
            var token = vera.page()
                    .locator("form[action$=logout] input[name=_csrf]")
                    .inputValue();
            var form = FormData.create().set("_csrf", token).set("state", "success");
            var answer = vera.page()
                    .request()
                    .post(TASK + "/mark", RequestOptions.create().setForm(form));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text()).contains("Not allowed").doesNotContain("Exception");
            assertThat(engine.asked()).isEmpty();
        }
    }

    @Test
    void does_not_get_the_audit_log() {
        try (var browser = new Browser();
                var vera =
                        new Visit(browser, "http://localhost:" + port, PagesFixture.VIEWER, 1280, ColorScheme.LIGHT)) {
            assertThat(vera.page().locator("header a[href='/workers']")).not().hasCount(0);
            assertThat(vera.page().locator("header a[href='/audit']")).hasCount(0);
            var answer = vera.page().navigate("/audit");
            assertThat(answer.status()).isEqualTo(403);
        }
    }
}
