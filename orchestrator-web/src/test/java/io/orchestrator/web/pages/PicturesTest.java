package io.orchestrator.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.orchestrator.web.layout.Links;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The pictures of the main pages in {@code docs/screenshots}: {@code -Dpictures=DIR} says where to draw them, {@code target/pictures}
 * unless it is given. Each page is drawn wide and light, and narrow and dark.
 */
@PagesTest
class PicturesTest {

    private static final Path FOLDER = Path.of(System.getProperty("pictures", "target/pictures"));
    private static final int WIDE = 1280;
    private static final int NARROW = 390;

    private static final String FAILED_RUN = Links.run(PagesFixture.PIPELINE, PagesFixture.FAILED_RUN);

    @LocalServerPort
    int port;

    private static Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("home", "/");
        pages.put("dags", Links.DAGS);
        pages.put("dag-grid", Links.dag(PagesFixture.PIPELINE));
        pages.put("dag-graph", Links.dag(PagesFixture.PIPELINE) + "/graph");
        pages.put("dag-calendar", Links.dag(PagesFixture.PIPELINE) + "/calendar");
        pages.put("dag-charts", Links.dag(PagesFixture.PIPELINE) + "/charts");
        pages.put("run", FAILED_RUN);
        pages.put("run-gantt", FAILED_RUN + "/gantt");
        pages.put("run-compare", FAILED_RUN + "/compare");
        pages.put("task", Links.task(PagesFixture.PIPELINE, PagesFixture.FAILED_RUN, PagesFixture.FAILED_TASK));
        pages.put("task-waits", Links.task(PagesFixture.PIPELINE, PagesFixture.LIVE_RUN, "publish_report"));
        pages.put("backfill", Links.backfill(PagesFixture.PIPELINE, PagesFixture.BACKFILL));
        pages.put("dataset", "/datasets/flights");
        pages.put("model", "/models/late");
        pages.put("drift", "/drift/late.drift");
        pages.put("lineage", "/datasets/late.features/versions/1/lineage");
        pages.put("workers", "/workers");
        return pages;
    }

    @Test
    void theMainPagesCanBeDrawnWideAndNarrowLightAndDark() {
        try (Browser browser = new Browser();
                Visit wide = visit(browser, WIDE, ColorScheme.LIGHT);
                Visit narrow = visit(browser, NARROW, ColorScheme.DARK)) {
            pages().forEach((name, path) -> {
                assertThat(draw(wide.open(path), name)).isGreaterThanOrEqualTo(WIDE);
                assertThat(draw(narrow.open(path), name + "-narrow-dark")).isGreaterThanOrEqualTo(NARROW);
            });
            assertThat(wide.complaints()).isEmpty();
            assertThat(narrow.complaints()).isEmpty();
        }
    }

    /** @return how wide the picture is; it is not as high as a long page */
    private static int draw(Page page, String name) {
        page.waitForLoadState();
        byte[] png = page.screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
        // The width stands in the sixth group of four bytes of a PNG.
        return ByteBuffer.wrap(png).getInt(16);
    }

    private Visit visit(Browser browser, int width, ColorScheme colours) {
        return new Visit(browser, "http://localhost:" + port, "admin", width, colours);
    }
}
