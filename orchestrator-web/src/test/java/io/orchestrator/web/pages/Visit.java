package io.orchestrator.web.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody who is logged in and looks at pages. What their browser complained about is kept. */
final class Visit implements AutoCloseable {

    private final BrowserContext window;
    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Visit(Browser browser, String address, String user, int width, ColorScheme colours) {
        window = browser.visitor(address, width, 900, colours);
        page = window.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate("/login");
        page.getByLabel("Name").fill(user);
        page.getByLabel("Password").fill(PagesFixture.PASSWORD);
        button("Sign in").click();
        page.waitForURL("**/");
    }

    /** Opens a page and waits until its scripts have run. */
    Page open(String path) {
        page.navigate(path);
        assertThat(page.locator("[data-zone]")).containsText("hover for UTC");
        return page;
    }

    Page page() {
        return page;
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Errors of scripts, refused resources, breaches of the content policy. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        window.close();
    }
}
