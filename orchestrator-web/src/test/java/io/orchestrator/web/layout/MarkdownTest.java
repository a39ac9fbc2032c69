package io.orchestrator.web.layout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What authors wrote never runs in a page, and fetches nothing. */
class MarkdownTest {

    private final Markdown markdown = new Markdown();

    @Test
    void marks_become_markup() {
        assertThat(markdown.html("Builds **features**.\n\n- one\n- two"))
                .isEqualTo("<p>Builds <strong>features</strong>.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n");
    }

    @Test
    void html_is_shown_as_it_was_typed() {
        assertThat(markdown.html("<script>alert(1)</script> a <img src=x onerror=alert(1)>"))
                .contains("&lt;script&gt;")
                .doesNotContain("<script")
                .doesNotContain("<img");
    }

    @Test
    void a_link_leads_to_the_web_or_nowhere() {
        assertThat(markdown.html("[lake](https://lake.example.com)"))
                .contains("href=\"https://lake.example.com\"")
                .contains("rel=\"noopener noreferrer nofollow\"");
        assertThat(markdown.html("[bad](javascript:alert(1))")).doesNotContain("javascript:");
    }

    @Test
    void an_image_is_a_link_so_that_nothing_is_fetched() {
        assertThat(markdown.html("![a picture](https://example.com/a.png)"))
                .contains("<a")
                .contains("a picture")
                .doesNotContain("<img");
    }

    @Test
    void its_words_fit_in_one_line() {
        assertThat(markdown.plain("# Title\n\nBuilds **features**\nfor all."))
                .isEqualTo("Title Builds features for all.");
        assertThat(markdown.html(null)).isEmpty();
    }
}
