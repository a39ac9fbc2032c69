package io.orchestrator.web.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.orchestrator.web.Fixture;
import io.orchestrator.web.SampleDatasets;
import io.orchestrator.web.SampleModels;
import io.orchestrator.web.ServerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

/** What the pages of models, drift, lineage and features say; that they can be read by everybody, {@link EveryPageTest} looks at. */
@ServerTest
class DataPagesTest {

    private static final String OF_VERSION = "/datasets/late.features/versions/1";

    @Autowired
    MockMvc browser;

    @Autowired
    JdbcClient database;

    @BeforeEach
    void fill() {
        var fixture = new Fixture(database);
        SampleDatasets.add(database, "pipeline", "ingest", "run-1");
        SampleModels.add(database, "pipeline", "ingest", "run-1");
        fixture.user("edna", "{noop}edna", "editor");
        fixture.user("vera", "{noop}vera", "viewer");
        fixture.user("anna", "{noop}anna", "admin");
    }

    private MockHttpServletResponse ask(String path, String who) throws Exception {
        return browser.perform(get(path).with(user(who))).andReturn().getResponse();
    }

    private String page(String path, String who) throws Exception {
        var answer = ask(path, who);
        assertThat(answer.getStatus()).as(path).isEqualTo(200);
        return answer.getContentAsString();
    }

    private void send(String path, String who, String alias, int number) throws Exception {
        browser.perform(post(path)
                .param("alias", alias)
                .param("number", Integer.toString(number))
                .with(user(who))
                .with(csrf()));
    }

    private long champion() {
        return database.sql("SELECT number FROM dataset_tag WHERE dataset = 'late' AND tag = 'champion'")
                .query(Long.class)
                .single();
    }

    @Test
    void the_list_of_models_has_champions_challengers_and_metrics() throws Exception {
        assertThat(page("/models", "vera"))
                .contains("late", "version 2", "version 3", "auc", "0.66", "not promoted", "never trained")
                .doesNotContain("late.drift");
    }

    @Test
    void a_model_has_plots_decisions_signature_and_what_was_made_with_it() throws Exception {
        assertThat(page("/models/late", "vera"))
                .contains("aria-label=\"auc; auc: newest 0.66 (v3)\"", "without a model", "a gain of 0.01440")
                .contains("late.features · version 1", "signature", "of version 2", "late.guesses", "hour")
                .doesNotContain("Move", "evidence");
        assertThat(page("/models/late", "anna")).contains("/datasets/late/versions/3/evidence");
        assertThat(page("/models/delays", "vera")).contains("No metrics", "It has no version");
        assertThat(ask("/models/nothing", "vera").getStatus()).isEqualTo(404);
    }

    @Test
    void an_editor_moves_an_alias_back_and_the_audit_log_keeps_it() throws Exception {
        assertThat(page("/models/late", "edna")).contains("Move", "another alias");

        send("/models/late/move", "vera", "champion", 1);
        assertThat(champion()).isEqualTo(2);

        send("/models/late/move", "edna", "champion", 1);
        assertThat(champion()).isEqualTo(1);
        assertThat(database.sql(
                                "SELECT actor, detail ->> 'number' AS number FROM audit_event WHERE action = 'dataset.tag'")
                        .query()
                        .singleRow())
                .containsEntry("actor", "edna")
                .containsEntry("number", "1");
    }

    @Test
    void what_cannot_be_moved_stays_where_it_is() throws Exception {
        send("/models/late/move", "edna", "champion", 77);
        send("/models/late/move", "edna", "no good name", 1);
        assertThat(champion()).isEqualTo(2);
        assertThat(page("/models/late", "edna")).doesNotContain("no good name");

        send("/models/late/remove", "edna", "challenger", 0);
        assertThat(page("/models", "edna")).contains(">none<");
    }

    @Test
    void the_drift_board_has_thresholds_figures_and_decisions() throws Exception {
        assertThat(page("/drift", "vera")).contains("/drift/late.drift", "2001-14", "training");
        assertThat(page("/drift/late.drift", "vera"))
                .contains("threshold of delay: 0.05: 0.05", "threshold of distance: 0.2: 0.2", "14 windows")
                .contains("above the threshold", "0.0609", "window 2001-14: ks of delay is measured")
                .contains("a training was asked for all the same");
        assertThat(page("/drift/flights", "vera")).contains("No statistics", "name no rule");
    }

    @Test
    void a_decision_names_the_run_that_followed() throws Exception {
        database.sql("""
            UPDATE dag_run SET triggered_by = 'task ingest of run run-1 of DAG pipeline'
            WHERE run_key = (SELECT max(run_key) FROM dag_run WHERE dag_id = 'pipeline' AND run_id <> 'run-1')""").update();
        assertThat(page("/drift/late.drift", "vera")).doesNotContain("started <a");
        database.sql("""
            UPDATE dag_version SET graph =
                '{"tasks": [{"taskId": "ingest", "control": {"waits": {"type": "trigger", "dagId": "pipeline"}}}]}'
            WHERE dag_id = 'pipeline'""").update();
        assertThat(page("/drift/late.drift", "vera")).contains("started <a");
    }

    @Test
    void lineage_goes_both_ways_and_says_what_it_could_not_follow() throws Exception {
        assertThat(page(OF_VERSION + "/lineage", "vera"))
                .contains("raw, version 2", "late, version 1", "late.guesses, version 4", "is-model", "is-here")
                .contains("computed of one row", "raw · date", "could not be followed")
                .contains("there may be more than is said here", "COLUMNS(..) was not followed");
        assertThat(page("/datasets/flights/versions/1/lineage", "vera")).contains("does not say which columns");
    }

    @Test
    void a_version_has_its_profile_expectations_query_and_the_history_of_its_checks() throws Exception {
        assertThat(page(OF_VERSION, "vera"))
                .contains(
                        "column values to be between",
                        "min value -60",
                        "11 of 91,634 are not so (0.012 %)",
                        "3 missing")
                .contains("such as 949", "table row count to be between", "class=\"histogram\"", "10 (1 %)", "mean 8.9")
                .contains("SELECT hour", "Checks over versions", "version 1, passed: 2 of 2")
                .doesNotContain("/evidence", "<script>window");
        assertThat(page("/datasets/flights", "vera")).contains("in quarantine, failed: 1 of 12");
    }

    @Test
    void features_are_counted_by_view() throws Exception {
        assertThat(page("/features", "vera")).contains("customer_spend", "1,200", "spend_7d", "&lt;script&gt;");
        database.sql("DELETE FROM online_feature").update();
        assertThat(page("/features", "vera")).contains("No view is online");
    }

    @Test
    void evidence_is_downloaded_by_who_may_read_the_audit_log() throws Exception {
        var file = ask("/datasets/late/versions/1/evidence", "anna");
        assertThat(file.getStatus()).isEqualTo(200);
        assertThat(file.getHeader("Content-Disposition")).contains("evidence-1.html");
        assertThat(ask("/datasets/late/versions/9/evidence", "anna").getStatus())
                .isEqualTo(404);
        assertThat(ask("/datasets/late/versions/1/evidence", "edna").getStatus())
                .isEqualTo(403);
    }
}
