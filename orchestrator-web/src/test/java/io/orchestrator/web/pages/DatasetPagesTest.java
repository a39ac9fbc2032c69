package io.orchestrator.web.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.orchestrator.web.Fixture;
import io.orchestrator.web.SampleDatasets;
import io.orchestrator.web.ServerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** What the pages of datasets say; that they can be read by everybody, {@link EveryPageTest} looks at. */
@ServerTest
class DatasetPagesTest {

    @Autowired
    MockMvc browser;

    @Autowired
    JdbcClient database;

    @BeforeEach
    void fill() {
        var fixture = new Fixture(database);
        SampleDatasets.add(database, "pipeline", "ingest", "run-1");
        fixture.user("edna", "{noop}edna", "editor");
        fixture.user("vera", "{noop}vera", "viewer");
    }

    private String page(String path, String who) throws Exception {
        var answer = browser.perform(get(path).with(user(who))).andReturn().getResponse();
        assertThat(answer.getStatus()).as(path).isEqualTo(200);
        return answer.getContentAsString();
    }

    @Test
    void the_list_has_the_newest_versions_and_the_quarantine() throws Exception {
        assertThat(page("/datasets", "vera"))
                .contains("flights", "version 2", "1 of 1 passed", "good 1", "never published", "append-only")
                .contains("In quarantine", "/quarantine/3", "0 of 1 passed");
        assertThat(page("/datasets?q=none", "vera")).contains("No dataset is here");
    }

    @Test
    void a_dataset_has_its_versions_and_what_is_different() throws Exception {
        assertThat(page("/datasets/flights", "vera")).contains("version 1", "version 2", "in quarantine");
        assertThat(page("/datasets/delays", "vera")).contains("It has no version");
        assertThat(page("/datasets/flights?from=1&to=2", "vera"))
                .contains("From version 1 to version 2", "BIGINT", "DOUBLE", "offset");
        assertThat(browser.perform(get("/datasets/nothing").with(user("vera")))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void a_dataset_has_its_contract_and_who_counts_on_it() throws Exception {
        assertThat(page("/datasets/flights", "vera")).doesNotContain("promised by");
        SampleDatasets.promise(database, "pipeline", "ingest", "other", "train");
        assertThat(page("/datasets/flights", "vera"))
                .contains("promised by pipeline · ingest", "VARCHAR", "Also promised", "gx")
                .contains(
                        "other · train",
                        "column &#39;delay&#39;: found DOUBLE with nulls, expected BIGINT without nulls");
    }

    @Test
    void a_version_has_its_files_checks_and_neighbours() throws Exception {
        assertThat(page("/datasets/flights/versions/2", "vera"))
                .contains("b.parquet", "All 12 expectations hold", "raw · version 2", "VARCHAR");
        assertThat(page("/datasets/raw/versions/2", "vera")).contains("pipeline · ingest · run-1");
    }

    @Test
    void what_is_in_quarantine_can_be_published_by_an_editor_with_a_reason() throws Exception {
        assertThat(page("/quarantine/3", "vera"))
                .contains("-1116", "&lt;img src=x")
                .doesNotContain("Publish anyway");
        assertThat(page("/quarantine/3", "edna")).contains("Publish anyway");
        browser.perform(post("/quarantine/3/publish").with(user("edna")).with(csrf()));
        assertThat(page("/quarantine/3", "edna")).contains("Publish anyway");

        var published = browser.perform(post("/quarantine/3/publish")
                        .param("reason", "the sensor was off")
                        .with(user("edna"))
                        .with(csrf()))
                .andReturn()
                .getResponse();
        assertThat(published.getRedirectedUrl()).isEqualTo("/quarantine/3");
        assertThat(browser.perform(get("/quarantine/3").with(user("edna")))
                        .andReturn()
                        .getResponse()
                        .getRedirectedUrl())
                .isEqualTo("/datasets/flights/versions/3");
        assertThat(page("/datasets/flights/versions/3", "edna"))
                .contains("edna published it in spite of its checks", "the sensor was off");
    }
}
