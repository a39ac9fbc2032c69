package io.orchestrator.core.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.Json;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenLineageTest {

    private static final UUID ATTEMPT = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final JsonNode COLUMNS = json("[{\"name\": \"delay\", \"type\": \"BIGINT\", \"nullable\": true}]");
    private static final JsonNode META = json("""
            {"sql": "SELECT origin, avg(delay) AS delay FROM raw GROUP BY 1", "lineage": {"columns": {
              "origin": {"how": "identity", "from": [{"dataset": "raw", "column": "origin"}]},
              "delay": {"how": "aggregation", "from": [{"dataset": "raw", "column": "delay"}]},
              "odd": {"how": "unknown", "from": [{"dataset": "raw", "column": "x"}]}}}}""");
    private static final JsonNode SUITE = json("""
            {"success": false, "results": [
              {"success": true, "expectation_config": {"type": "expect_column_to_exist", "kwargs": {"column": "delay"}}},
              {"success": false, "expectation_config": {"type": "expect_table_row_count_to_equal", "kwargs": {"value": 1}}}]}""");

    private final OpenLineageEvent events = new OpenLineageEvent("prod", "https://example.org/orchestrator");

    private static JsonNode json(String text) {
        return Json.MAPPER.readTree(text);
    }

    private static TaskRun run(@Nullable Long number, @Nullable String failure) {
        return new TaskRun(
                ATTEMPT,
                "flights",
                "scheduled__1",
                "transform",
                -1,
                Instant.parse("2026-01-01T00:00:01Z"),
                Instant.parse("2026-01-01T00:00:09Z"),
                failure == null,
                failure,
                Instant.parse("2025-12-31T00:00:00Z"),
                Instant.parse("2026-01-01T00:00:00Z"),
                List.of(new TaskRun.Read("raw", 7, COLUMNS)),
                List.of(new TaskRun.Written(
                        "rates",
                        number,
                        COLUMNS,
                        229,
                        4_096,
                        2,
                        META,
                        List.of(
                                new TaskRun.Check("suite", false, SUITE),
                                new TaskRun.Check("contract", true, json("{}"))))));
    }

    @Test
    void aStartHasWhatTheDescriptionAsksFor() {
        var event = events.started(run(3L, null));

        assertThat(event.get("eventType").stringValue()).isEqualTo("START");
        assertThat(event.get("eventTime").stringValue()).isEqualTo("2026-01-01T00:00:01Z");
        assertThat(event.get("producer").stringValue()).isEqualTo("https://example.org/orchestrator");
        assertThat(event.get("schemaURL").stringValue())
                .isEqualTo("https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent");
        assertThat(event.at("/run/runId").stringValue()).isEqualTo(ATTEMPT.toString());
        assertThat(event.at("/job/namespace").stringValue()).isEqualTo("prod");
        assertThat(event.at("/job/name").stringValue()).isEqualTo("flights.transform");
        assertThat(event.at("/inputs/0/name").stringValue()).isEqualTo("raw");
        assertThat(event.at("/inputs/0/facets/version/datasetVersion").stringValue())
                .isEqualTo("7");
        assertThat(event.has("outputs")).isFalse();
    }

    @Test
    void theRunIsTheParentAndHasTheSameIdInEveryEvent() {
        var parent = events.started(run(3L, null)).at("/run/facets/parent");

        assertThat(parent.at("/job/name").stringValue()).isEqualTo("flights");
        assertThat(UUID.fromString(parent.at("/run/runId").stringValue()))
                .isEqualTo(OpenLineageEvent.runId("flights", "scheduled__1"))
                .isNotEqualTo(OpenLineageEvent.runId("flights", "scheduled__2"));
        assertThat(events.ended(run(3L, null)).at("/run/facets/parent")).isEqualTo(parent);
        assertThat(events.ended(run(3L, null))
                        .at("/run/facets/nominalTime/nominalStartTime")
                        .stringValue())
                .isEqualTo("2025-12-31T00:00:00Z");
    }

    @Test
    void aSuccessSaysWhatWasWrittenAndWhenceItsColumnsCome() {
        var event = events.ended(run(3L, null));
        var output = event.at("/outputs/0");
        var columns = output.at("/facets/columnLineage/fields");

        assertThat(event.get("eventType").stringValue()).isEqualTo("COMPLETE");
        assertThat(event.at("/job/facets/sql/query").stringValue()).startsWith("SELECT origin");
        assertThat(output.at("/facets/version/datasetVersion").stringValue()).isEqualTo("3");
        assertThat(output.at("/facets/schema/fields").toString())
                .isEqualTo("[{\"name\":\"delay\",\"type\":\"BIGINT\"}]");
        assertThat(columns.at("/delay/inputFields/0/field").stringValue()).isEqualTo("delay");
        assertThat(columns.at("/delay/inputFields/0/transformations/0/subtype").stringValue())
                .isEqualTo("AGGREGATION");
        assertThat(columns.at("/odd/inputFields/0").has("transformations")).isFalse();
        assertThat(output.at("/outputFacets/outputStatistics/rowCount").intValue())
                .isEqualTo(229);
        assertThat(output.at("/outputFacets/outputStatistics/size").intValue()).isEqualTo(4_096);
        assertThat(output.at("/outputFacets/outputStatistics/fileCount").intValue())
                .isEqualTo(2);
    }

    @Test
    void checksAreAssertionsAndSuitesAreManyOfThem() {
        var assertions = events.ended(run(3L, null)).at("/outputs/0/facets/dataQualityAssertions/assertions");

        assertThat(assertions.toString())
                .isEqualTo("[{\"assertion\":\"expect_column_to_exist\",\"success\":true,\"column\":\"delay\"},"
                        + "{\"assertion\":\"expect_table_row_count_to_equal\",\"success\":false},"
                        + "{\"assertion\":\"contract\",\"success\":true}]");
    }

    @Test
    void aFailureSaysWhyAndWhatIsInQuarantine() {
        var event = events.ended(run(null, "a check did not pass"));

        assertThat(event.get("eventType").stringValue()).isEqualTo("FAIL");
        assertThat(event.at("/run/facets/errorMessage/message").stringValue()).isEqualTo("a check did not pass");
        assertThat(event.at("/outputs/0/facets/version/datasetVersion").stringValue())
                .isEqualTo("quarantined");
    }

    @Test
    void aVersionThatSomebodyHasPublishedIsAnEventOfTheDatasetAlone() {
        var written = run(4L, null).writes().getFirst();
        var event = events.published(
                new Publication(1, ATTEMPT, Instant.parse("2026-01-02T00:00:00Z"), "ada", "known gap", written));

        assertThat(event.get("schemaURL").stringValue())
                .isEqualTo("https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/DatasetEvent");
        assertThat(event.has("run")).isFalse();
        assertThat(event.at("/dataset/name").stringValue()).isEqualTo("rates");
        assertThat(event.at("/dataset/facets/version/datasetVersion").stringValue())
                .isEqualTo("4");
        assertThat(event.at("/dataset").has("outputFacets")).isFalse();
        assertThat(event.at("/dataset/facets/orchestrator_publishedAnyway").toString())
                .isEqualTo("{\"_producer\":\"https://example.org/orchestrator\","
                        + "\"_schemaURL\":\"urn:orchestrator:facets:publishedAnyway:1\",\"by\":\"ada\","
                        + "\"reason\":\"known gap\",\"writtenByRun\":\"" + ATTEMPT + "\"}");
    }

    @Test
    void everyFacetNamesItsMakerAndItsDescription() {
        var event = events.ended(run(3L, "failed"));
        for (var facets : List.of(
                event.at("/run/facets"),
                event.at("/job/facets"),
                event.at("/inputs/0/facets"),
                event.at("/outputs/0/facets"),
                event.at("/outputs/0/outputFacets"))) {
            assertThat(facets.isEmpty()).isFalse();
            for (var facet : facets) {
                assertThat(facet.path("_producer").asString("")).isEqualTo("https://example.org/orchestrator");
                assertThat(facet.path("_schemaURL").asString(""))
                        .matches("https://openlineage[.]io/spec/facets/\\d-\\d-\\d/(\\w+)[.]json#/[$]defs/\\1");
            }
        }
    }
}
