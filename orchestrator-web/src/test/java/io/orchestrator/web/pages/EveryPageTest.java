package io.orchestrator.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.orchestrator.web.SampleModels;
import io.orchestrator.web.layout.Links;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What holds for every page: it can be read by everybody, it fits, and nothing in it fails or runs that should not. */
@PagesTest
class EveryPageTest {

    private static final List<String> PAGES = List.of(
            "/",
            Links.DAGS,
            Links.DAGS + "?q=no+dag+has+this+name",
            Links.dag(PagesFixture.PIPELINE),
            Links.dag(PagesFixture.PIPELINE) + "/graph",
            Links.dag(PagesFixture.PIPELINE) + "/runs",
            Links.dag(PagesFixture.PIPELINE) + "/details",
            Links.dag(PagesFixture.PIPELINE) + "/calendar",
            Links.dag(PagesFixture.PIPELINE) + "/charts",
            Links.dag(PagesFixture.PIPELINE) + "/versions",
            Links.dag(PagesFixture.GROUPED) + "/details",
            Links.dag(PagesFixture.EMPTY) + "/charts",
            Links.dag(PagesFixture.EMPTY) + "/calendar",
            Links.dag(PagesFixture.PIPELINE) + "/trigger",
            Links.backfills(PagesFixture.PIPELINE),
            Links.backfills(PagesFixture.PIPELINE) + "/new",
            Links.backfill(PagesFixture.PIPELINE, PagesFixture.BACKFILL),
            Links.dag(PagesFixture.EMPTY),
            Links.backfills(PagesFixture.EMPTY),
            Links.dag(PagesFixture.LONG),
            Links.dag(PagesFixture.LONG) + "/details",
            Links.dag(PagesFixture.WIDE),
            Links.dag(PagesFixture.WIDE) + "?find=no_such_task",
            Links.dag(PagesFixture.GROUPED),
            Links.dag(PagesFixture.GROUPED) + "?open=build_features",
            Links.run(PagesFixture.PIPELINE, PagesFixture.FAILED_RUN),
            Links.run(PagesFixture.PIPELINE, PagesFixture.FAILED_RUN) + "/gantt",
            Links.run(PagesFixture.PIPELINE, PagesFixture.FAILED_RUN) + "/graph",
            Links.run(PagesFixture.PIPELINE, PagesFixture.FAILED_RUN) + "/compare",
            Links.run(PagesFixture.PIPELINE, PagesFixture.FAILED_RUN) + "/events",
            Links.run(PagesFixture.GROUPED, "manual__grouped_1") + "/compare",
            Links.run(PagesFixture.GROUPED, "manual__grouped_1") + "/graph?folded=ingest",
            Links.run(PagesFixture.GROUPED, "manual__grouped_1") + "/note",
            Links.run(PagesFixture.GROUPED, "manual__grouped_1") + "/hold",
            Links.task(PagesFixture.GROUPED, "manual__grouped_1", "build_features") + "/note?map=7",
            Links.run(PagesFixture.HOSTILE, "manual__hostile") + "/compare",
            Links.run(PagesFixture.EVERY_STATE, "manual__queued"),
            Links.run(PagesFixture.EVERY_STATE, "manual__queued") + "/gantt",
            Links.clear(PagesFixture.PIPELINE, PagesFixture.FAILED_RUN, PagesFixture.FAILED_TASK, -1),
            Links.run(PagesFixture.EVERY_STATE, "manual__every_state"),
            Links.task(PagesFixture.PIPELINE, PagesFixture.FAILED_RUN, PagesFixture.FAILED_TASK),
            Links.task(PagesFixture.PIPELINE, PagesFixture.LIVE_RUN, "transform_data"),
            Links.task(PagesFixture.PIPELINE, PagesFixture.LIVE_RUN, "publish_report"),
            Links.task(PagesFixture.GROUPED, "manual__grouped_1", "build_features"),
            Links.task(PagesFixture.GROUPED, "manual__grouped_1", "build_features") + "?q=nothing",
            Links.task(PagesFixture.GROUPED, "manual__grouped_1", "build_features", 7),
            "/assets",
            "/assets/1",
            "/datasets",
            "/datasets?q=no_such_dataset",
            "/datasets/flights",
            "/datasets/flights?from=1&to=2",
            "/datasets/delays",
            "/datasets/flights/versions/2",
            "/datasets/raw/versions/2",
            "/quarantine/3",
            "/datasets/late.features",
            "/datasets/late.features/versions/1",
            "/datasets/late.features/versions/1/lineage",
            "/datasets/flights/versions/1/lineage",
            "/models",
            "/models/late",
            "/models/delays",
            "/models/" + SampleModels.LONG,
            "/drift",
            "/drift/late.drift",
            "/drift/flights",
            "/features",
            "/import-errors",
            "/workers",
            "/pools",
            "/notifications",
            "/connections",
            "/connections/warehouse",
            "/variables",
            "/variables/thresholds",
            "/audit",
            "/users",
            "/tokens",
            "/permissions");

    static Browser browser;

    @LocalServerPort
    int port;

    @BeforeAll
    static void start() {
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void can_be_read_by_everybody(ColorScheme colours) {
        try (var admin = visit("admin", 1280, colours)) {
            var faults = looked(colours).stream()
                    .flatMap(path -> faults(admin.open(path), path))
                    .toList();
            assertThat(faults).isEmpty();
            assertThat(admin.complaints()).isEmpty();
        }
    }

    /** Each page in one of the two, unless everything is wanted: axe takes its time. */
    private static List<String> looked(ColorScheme colours) {
        int first = colours == ColorScheme.LIGHT ? 0 : 1;
        return Boolean.getBoolean("exhaustive")
                ? PAGES
                : IntStream.range(0, PAGES.size())
                        .filter(place -> place % 2 == first)
                        .mapToObj(PAGES::get)
                        .toList();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void the_way_in_can_be_read_by_everybody(ColorScheme colours) {
        try (var window = browser.visitor("http://localhost:" + port, 1280, 900, colours)) {
            var page = window.newPage();
            page.navigate("/login?error");
            assertThat(faults(page, "/login")).isEmpty();
        }
    }

    @Test
    void a_planted_fault_is_found() {
        try (var admin = visit("admin", 1280, ColorScheme.LIGHT)) {
            var page = admin.open("/");
            page.evaluate("document.querySelector('main').append(document.createElement('img'))");
            assertThat(faults(page, "/")).singleElement().asString().contains("image-alt");
        }
    }

    /** A phone is where it is tight; a tablet and a wide screen where everything is wanted. */
    static IntStream widths() {
        return Boolean.getBoolean("exhaustive") ? IntStream.of(390, 768, 1920) : IntStream.of(390);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void fits_into_the_window(int width) {
        try (var admin = visit("admin", width, ColorScheme.LIGHT)) {
            for (String path : PAGES) {
                var over = admin.open(path)
                        .evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
                assertThat(over).as(path).isEqualTo(0);
            }
        }
    }

    static Stream<Arguments> pagesWithHostileText() {
        var run = Links.run(PagesFixture.HOSTILE, "manual__hostile");
        return Stream.of(
                        Links.DAGS,
                        Links.dag(PagesFixture.HOSTILE),
                        Links.dag(PagesFixture.HOSTILE) + "/graph",
                        Links.dag(PagesFixture.HOSTILE) + "/runs",
                        Links.dag(PagesFixture.HOSTILE) + "/details",
                        run,
                        Links.task(PagesFixture.HOSTILE, "manual__hostile", "only_task"),
                        "/datasets/late.features/versions/1",
                        "/datasets/late.features/versions/1/lineage",
                        "/models/late",
                        "/drift/late.drift",
                        "/features")
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("pagesWithHostileText")
    void shows_hostile_text_and_never_runs_it(String path) {
        try (var admin = visit("admin", 1280, ColorScheme.LIGHT)) {
            var page = admin.open(path);
            if (path.contains("/tasks/")) {
                page.locator("[data-log-lines] p").waitFor();
            }
            assertThat(page.content()).contains("&lt;");
            assertThat(page.evaluate("window.hacked === undefined")).isEqualTo(true);
            assertThat(page.locator("img[src=x]").count()).isZero();
            assertThat(admin.complaints()).isEmpty();
        }
    }

    private Visit visit(String user, int width, ColorScheme colours) {
        return new Visit(browser, "http://localhost:" + port, user, width, colours);
    }

    private static Stream<String> faults(Page page, String path) {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(rule -> path + ": " + describe(rule));
    }

    private static String describe(Rule rule) {
        return rule.getId() + " at "
                + rule.getNodes().stream().limit(3).map(node -> node.getHtml()).toList();
    }
}
