package io.orchestrator.web.dag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.orchestrator.web.Fixture;
import io.orchestrator.web.ServerTest;
import io.orchestrator.web.api.ApiClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** What pages and the API tell of contracts that a deploy has broken. */
@ServerTest
class BrokenContractTest {

    private static final String SENTENCE =
            "What pipeline promises of dataset &#39;features&#39; breaks what other.train counts on: column &#39;delay&#39; is missing.";

    @Autowired
    JdbcClient database;

    @Autowired
    MockMvc browser;

    @Autowired
    ApiClient api;

    @BeforeEach
    void fill() {
        database.sql("""
                INSERT INTO broken_contract (producer, dataset, reader, reader_task, missing)
                VALUES ('pipeline', 'features', 'other', 'train', 'column ''delay'' is missing')
                """).update();
    }

    @Test
    void both_dags_are_told_who_breaks_what_and_for_whom() throws Exception {
        var all = api.get("/api/v2/dagWarnings?warning_type=asset%20conflict").json();
        var others = api.get("/api/v2/dagWarnings?dag_id=other").json();

        assertThat(all.get("total_entries").intValue()).isEqualTo(2);
        assertThat(others.get("total_entries").intValue()).isEqualTo(1);
        var warning = others.get("dag_warnings").get(0);
        assertThat(warning.get("warning_type").stringValue()).isEqualTo("asset conflict");
        assertThat(warning.get("message").stringValue())
                .isEqualTo("What pipeline promises of dataset 'features' breaks what other.train counts on:"
                        + " column 'delay' is missing");
    }

    @Test
    void the_order_is_as_asked_for() throws Exception {
        var warnings = api.get("/api/v2/dagWarnings?order_by=-dag_id").json().get("dag_warnings");

        assertThat(warnings.findValuesAsString("dag_id")).containsExactly("pipeline", "other");
    }

    @Test
    void the_pages_of_both_say_it_to_who_may_see_both() throws Exception {
        new Fixture(database).user("vera", "{noop}vera", "viewer").user("otto", "{noop}otto", "none");
        database.sql("INSERT INTO user_grant (username, kind, name, role) VALUES ('otto', 'dag', 'other', 'viewer')")
                .update();

        assertThat(page("pipeline", "vera")).contains(SENTENCE);
        assertThat(page("other", "vera")).contains(SENTENCE);
        assertThat(page("other", "otto")).doesNotContain("pipeline");
    }

    private String page(String dagId, String who) throws Exception {
        return browser.perform(get("/dags/" + dagId + "/details").with(user(who)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    @Test
    void a_dag_that_is_gone_breaks_nothing() throws Exception {
        database.sql("UPDATE dag SET active = false WHERE dag_id = 'other'").update();

        assertThat(api.get("/api/v2/dagWarnings").json().get("total_entries").intValue())
                .isZero();
    }
}
