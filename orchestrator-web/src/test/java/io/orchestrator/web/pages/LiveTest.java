package io.orchestrator.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.live.LiveUpdates;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pages that refresh themselves when something has changed. */
@PagesTest
class LiveTest {

    private static final String RUN = Links.run(PagesFixture.EVERY_STATE, "manual__every_state");

    @Autowired
    LiveUpdates live;

    @Autowired
    JdbcClient database;

    @Autowired
    DataSource source;

    @LocalServerPort
    int port;

    final Browser browser = new Browser();
    Visit ada;

    @BeforeEach
    void logIn() {
        ada = new Visit(browser, "http://localhost:" + port, PagesFixture.OPERATOR, 1280, ColorScheme.LIGHT);
    }

    @AfterEach
    void putBack() {
        note("");
        ada.close();
        browser.close();
    }

    @Test
    void a_run_shows_a_change_without_a_reload() {
        var page = ada.open(RUN);
        assertThat(page.locator("[data-live-status]")).hasText("Live.");
        note("Only one place is left.");
        live.changed(PagesFixture.EVERY_STATE, "manual__every_state");
        assertThat(page.locator("#live")).containsText("Only one place is left.");
    }

    @Test
    void the_change_of_another_run_is_not_asked_for() {
        var page = ada.open(RUN);
        assertThat(page.locator("[data-live-status]")).hasText("Live.");
        note("Nobody asked for this.");
        live.changed(PagesFixture.PIPELINE, PagesFixture.LIVE_RUN);
        // The change of this run comes after it on the same stream, and brings both.
        assertThat(page.locator("#live")).not().containsText("Nobody asked for this.");
        live.changed(PagesFixture.EVERY_STATE, "manual__every_state");
        assertThat(page.locator("#live")).containsText("Nobody asked for this.");
    }

    @Test
    void a_change_while_the_page_refreshes_itself_is_not_lost() {
        var page = ada.page();
        // Says when the page has heard of a second change and had its time to act on it.
        page.addInitScript("""
                const Real = EventSource;
                let heard = 0;
                window.EventSource = class extends Real {
                  constructor(url) {
                    super(url);
                    this.addEventListener('changed', () => {
                      if (++heard === 2) setTimeout(() => { document.documentElement.dataset.heard = 'both'; }, 700);
                    });
                  }
                };
                """);
        ada.open(RUN);
        assertThat(page.locator("[data-live-status]")).hasText("Live.");
        var first = new AtomicBoolean(true);
        page.route("**" + RUN, refresh -> {
            if (!first.getAndSet(false)) {
                refresh.resume();
                return;
            }
            // Read before the second change, answered after it.
            var old = refresh.fetch();
            note("The second change.");
            live.changed(PagesFixture.EVERY_STATE, "manual__every_state");
            assertThat(page.locator("html")).hasAttribute("data-heard", "both");
            refresh.fulfill(new Route.FulfillOptions().setResponse(old));
        });
        note("The first change.");
        live.changed(PagesFixture.EVERY_STATE, "manual__every_state");
        assertThat(page.locator("#live")).containsText("The second change.");
    }

    @Test
    void a_change_on_another_server_is_shown_here() {
        var page = ada.open(RUN);
        assertThat(page.locator("[data-live-status]")).hasText("Live.");
        note("Another server decided this.");
        database.sql("SELECT pg_notify('orchestrator_changed', ?)")
                .param("another server\n%s\t%s".formatted(PagesFixture.EVERY_STATE, "manual__every_state"))
                .query()
                .listOfRows();
        assertThat(page.locator("#live")).containsText("Another server decided this.");
    }

    @Test
    void the_other_servers_are_told_of_a_change_here() throws Exception {
        database.sql("""
                        INSERT INTO server (server_id, url, pid, place, version, state, lease_until)
                        SELECT gen_random_uuid(), 'http://localhost:' || i, i, 'place', '1', 'live', now()
                        FROM generate_series(1, 2) AS i""").update();
        try (var other = source.getConnection();
                var statement = other.createStatement()) {
            statement.execute("LISTEN orchestrator_changed");
            live.changed(PagesFixture.PIPELINE, PagesFixture.LIVE_RUN);
            var heard = other.unwrap(PGConnection.class).getNotifications(20_000);
            assertThat(heard).hasSize(1);
            assertThat(heard[0].getParameter()).endsWith("\n" + PagesFixture.PIPELINE + "\t" + PagesFixture.LIVE_RUN);
            statement.execute("UNLISTEN *");
        } finally {
            database.sql("DELETE FROM server").update();
        }
    }

    @Test
    void the_stream_ends_with_the_login_and_leads_to_the_login_page() {
        var page = ada.open(RUN);
        assertThat(page.locator("[data-live-status]")).hasText("Live.");
        var other = ada.page().context().newPage();
        other.navigate("/");
        other.locator("header .end summary").click();
        other.getByText("Sign out").click();
        assertThat(page.locator("[data-live-status]")).hasText("Not live: trying again.");
        page.evaluate("htmx.trigger('#live', 'live')");
        assertThat(page).hasURL(Pattern.compile(".*/login"));
    }

    @Test
    void more_tabs_than_a_browser_has_connections_all_answer() {
        List<Page> tabs = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            var tab = ada.page().context().newPage();
            // A tab in the background is hidden; this browser shows every one of its tabs.
            tab.addInitScript("Object.defineProperty(document, 'hidden', { get: () => window.away ?? false })");
            tab.navigate(RUN);
            assertThat(tab.locator("[data-live-status]")).hasText("Live.");
            tab.evaluate("window.away = true; document.dispatchEvent(new Event('visibilitychange'))");
            tabs.add(tab);
        }
        note("The last tab hears it.");
        tabs.getFirst().evaluate("window.away = false; document.dispatchEvent(new Event('visibilitychange'))");
        assertThat(tabs.getFirst().locator("#live")).containsText("The last tab hears it.");
    }

    private void note(String reason) {
        database.sql("UPDATE task_instance SET state_reason = ? WHERE task_id = 'd_scheduled'")
                .param(reason)
                .update();
    }
}
