package io.orchestrator.web.dag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.ParamsSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParamFormTest {

    private static final ParamForm FORM = new ParamForm(new ParamsSpec(Json.MAPPER.readTree("""
            {"type": "object", "additionalProperties": false, "required": ["rows", "mode", "table", "days"], "properties": {
              "rows": {"type": "integer", "minimum": 1, "maximum": 9, "default": 5, "title": "Rows", "description": "How many"},
              "mode": {"type": "string", "enum": ["FAST", "EXACT"], "default": "FAST"},
              "table": {"type": "string"},
              "days": {"type": "array", "items": {"type": "string", "format": "date"}, "default": []},
              "deep": {"type": ["boolean", "null"], "default": null}}}""")));

    @Test
    void each_param_is_a_field_that_begins_with_its_default() {
        assertThat(FORM.fields(Map.of(), Map.of()))
                .extracting(ParamField::input, ParamField::title, ParamField::kind, ParamField::value)
                .containsExactly(
                        tuple("param.rows", "Rows", ParamField.Kind.LINE, "5"),
                        tuple("param.mode", "mode", ParamField.Kind.CHOICE, "FAST"),
                        tuple("param.table", "table", ParamField.Kind.LINE, ""),
                        tuple("param.days", "days", ParamField.Kind.JSON, "[]"),
                        tuple("param.deep", "deep", ParamField.Kind.CHOICE, ""));
        assertThat(FORM.fields(Map.of(), Map.of()).getFirst().hint())
                .isEqualTo("How many. A whole number from 1 to 9.");
    }

    @Test
    void what_is_typed_becomes_what_the_schema_asks_for() {
        assertThat(FORM.values(Map.of(
                                "param.rows", "7",
                                "param.mode", "EXACT",
                                "param.table", "flights",
                                "param.days", "[\"2026-01-31\"]",
                                "param.deep", "true",
                                "note", "why"))
                        .toString())
                .isEqualTo(
                        "{\"rows\":7,\"mode\":\"EXACT\",\"table\":\"flights\",\"days\":[\"2026-01-31\"],\"deep\":true}");
    }

    @Test
    void each_wrong_param_has_a_sentence_of_its_own() {
        assertThat(FORM.errors(Map.of("param.rows", "70", "param.table", "", "param.days", "[\"tomorrow\"]")))
                .containsExactly(
                        entry("table", "table is missing"),
                        entry("rows", "rows is 70; expected at most 9"),
                        entry("days", "days[0] is \"tomorrow\"; expected a date such as 2026-01-31"));
    }

    @Test
    void a_choice_that_is_left_empty_is_null() {
        assertThat(FORM.values(Map.of("param.deep", "")).toString()).isEqualTo("{\"deep\":null}");
    }
}
