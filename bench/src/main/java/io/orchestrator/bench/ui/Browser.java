package io.orchestrator.bench.ui;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.orchestrator.bench.engine.BenchFailed;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The machine's Chromium with a page of somebody who is logged in. */
final class Browser implements AutoCloseable {

    /** Its scripts have run and no part of it is on its way. */
    private static final String COMPLETE = """
            () => document.readyState === 'complete' && !document.querySelector('.htmx-request')
               && document.querySelector('[data-zone]')?.textContent.includes('hover for UTC')
               ? performance.now() : 0""";

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Page page;

    Browser(URI server, String user, String password) {
        BrowserContext window = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(installed())
                        .setArgs(List.of("--no-sandbox")))
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setBaseURL(server.toString())
                        .setViewportSize(1280, 900));
        page = window.newPage();
        page.navigate("/login");
        page.getByLabel("Name").fill(user);
        page.getByLabel("Password").fill(password);
        page.getByText("Sign in").last().click();
        page.waitForURL("**/");
    }

    private static Path installed() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new BenchFailed(
                                "There is no Chromium under /usr/bin: install the package chromium, or leave out the part browser."));
    }

    Page page() {
        return page;
    }

    /** Milliseconds from the beginning of the navigation until the page is complete, by the browser's own clock. */
    double open(String path) {
        page.navigate(path);
        Object now = page.waitForFunction(COMPLETE).jsonValue();
        return ((Number) now).doubleValue();
    }

    @Override
    public void close() {
        playwright.close();
    }
}
