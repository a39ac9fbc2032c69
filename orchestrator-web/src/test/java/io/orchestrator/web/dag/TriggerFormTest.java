package io.orchestrator.web.dag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerFormTest {

    @Test
    void an_empty_form_starts_a_run_without_date_id_and_parameters() {
        assertThat(TriggerForm.EMPTY.errors()).isEmpty();
        var command = TriggerForm.EMPTY.command("daily", "ada");
        assertThat(command.runId()).isNull();
        assertThat(command.logicalDate()).isNull();
        assertThat(command.note()).isNull();
        assertThat(command.params().toString()).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31, 2026-01-31T00:00:00Z",
        "2026-01-31T06:00, 2026-01-31T06:00:00Z",
        "2026-01-31 06:00, 2026-01-31T06:00:00Z",
        "2026-01-31T06:00:30Z, 2026-01-31T06:00:30Z",
        "2026-01-31T06:00+01:00, 2026-01-31T05:00:00Z"
    })
    void a_date_is_utc_unless_it_says_otherwise(String typed, Instant date) {
        assertThat(form("", typed, "").command("daily", "ada").logicalDate()).isEqualTo(date);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "2026-02-30", "31.01.2026", "2026-01-31T25:00"})
    void a_date_that_is_none_is_named(String typed) {
        assertThat(form("", typed, "").errors())
                .containsOnlyKeys("logicalDate")
                .hasEntrySatisfying(
                        "logicalDate", sentence -> assertThat(sentence).contains(typed));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1] | a list",
                "7 | a number",
                "\"x\" | a text",
                "null | null",
                "{\"a\": | line 1",
                "{} x | line 1"
            })
    void parameters_that_are_no_object_are_named(String typed, String told) {
        assertThat(form("", "", typed).errors())
                .containsOnlyKeys("params")
                .hasEntrySatisfying("params", sentence -> assertThat(sentence).contains(told));
    }

    @Test
    void a_run_id_has_no_slash_and_no_space() {
        assertThat(form("my run/1", "", "").errors()).containsOnlyKeys("runId");
        assertThat(form("my_run-1:2026+a.b~c", "", "").errors()).isEmpty();
    }

    private static TriggerForm form(String runId, String date, String params) {
        return new TriggerForm(runId, date, params, "");
    }
}
