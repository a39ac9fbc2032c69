package io.orchestrator.core.lineage;

import io.orchestrator.core.lineage.OpenLineageEvent.Facets;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Datasets as OpenLineage describes them: which version, which columns, whence they come, what checks found, how much there is. */
final class DatasetFacets {

    /** How a column was made, in OpenLineage's words: type and subtype. */
    private static final Map<String, String[]> TRANSFORMATIONS = Map.of(
            "identity", new String[] {"DIRECT", "IDENTITY"},
            "transformation", new String[] {"DIRECT", "TRANSFORMATION"},
            "aggregation", new String[] {"DIRECT", "AGGREGATION"});

    private final String namespace;
    private final Facets facets;

    DatasetFacets(String namespace, Facets facets) {
        this.namespace = namespace;
        this.facets = facets;
    }

    ObjectNode input(TaskRun.Read read) {
        ObjectNode dataset = named(read.dataset());
        ObjectNode all = dataset.putObject("facets");
        version(all, String.valueOf(read.number()));
        schema(all, read.columns());
        return dataset;
    }

    ObjectNode published(Publication publication) {
        ObjectNode dataset = described(publication.version());
        // OpenLineage has no facet for it; its own ones begin with who made them.
        ObjectNode how = ((ObjectNode) dataset.get("facets"))
                .putObject("orchestrator_publishedAnyway")
                .put("_producer", facets.producer())
                .put("_schemaURL", "urn:orchestrator:facets:publishedAnyway:1")
                .put("by", publication.by());
        if (publication.reason() != null) {
            how.put("reason", publication.reason());
        }
        how.put("writtenByRun", publication.attemptId().toString());
        return dataset;
    }

    /** With what is known of a version, but for how much was written. */
    private ObjectNode described(TaskRun.Written written) {
        ObjectNode dataset = named(written.dataset());
        ObjectNode all = dataset.putObject("facets");
        version(all, written.number() == null ? "quarantined" : String.valueOf(written.number()));
        schema(all, written.columns());
        columnLineage(all, written.meta().path("lineage").path("columns"));
        assertions(all, written);
        return dataset;
    }

    ObjectNode output(TaskRun.Written written) {
        ObjectNode dataset = described(written);
        ObjectNode statistics = facets.add(
                dataset.putObject("outputFacets"), "outputStatistics", "1-0-2", "OutputStatisticsOutputDatasetFacet");
        if (written.rows() >= 0) {
            statistics.put("rowCount", written.rows());
        }
        statistics.put("size", written.bytes()).put("fileCount", written.files());
        return dataset;
    }

    private ObjectNode named(String dataset) {
        return JsonNodeFactory.instance.objectNode().put("namespace", namespace).put("name", dataset);
    }

    private void version(ObjectNode all, String version) {
        facets.add(all, "version", "1-0-1", "DatasetVersionDatasetFacet").put("datasetVersion", version);
    }

    private void schema(ObjectNode all, JsonNode columns) {
        if (columns.isEmpty()) {
            return;
        }
        ArrayNode fields =
                facets.add(all, "schema", "1-1-1", "SchemaDatasetFacet").putArray("fields");
        for (JsonNode column : columns) {
            fields.addObject()
                    .put("name", column.path("name").asString(""))
                    .put("type", column.path("type").asString(""));
        }
    }

    private void columnLineage(ObjectNode all, JsonNode columns) {
        if (!columns.isObject() || columns.isEmpty()) {
            return;
        }
        ObjectNode fields = facets.add(all, "columnLineage", "1-2-0", "ColumnLineageDatasetFacet")
                .putObject("fields");
        for (var column : columns.properties()) {
            ArrayNode inputs = fields.putObject(column.getKey()).putArray("inputFields");
            String[] how = TRANSFORMATIONS.get(
                    column.getValue().path("how").asString("").toLowerCase(Locale.ROOT));
            for (JsonNode origin : column.getValue().path("from")) {
                ObjectNode input = inputs.addObject()
                        .put("namespace", namespace)
                        .put("name", origin.path("dataset").asString(""))
                        .put("field", origin.path("column").asString(""));
                if (how != null) {
                    input.putArray("transformations")
                            .addObject()
                            .put("type", how[0])
                            .put("subtype", how[1])
                            .put("description", "")
                            .put("masking", false);
                }
            }
        }
    }

    /** A suite of Great Expectations says it expectation by expectation, any other check as a whole. */
    private void assertions(ObjectNode all, TaskRun.Written written) {
        if (written.checks().isEmpty()) {
            return;
        }
        ArrayNode assertions = facets.add(all, "dataQualityAssertions", "1-0-1", "DataQualityAssertionsDatasetFacet")
                .putArray("assertions");
        for (TaskRun.Check check : written.checks()) {
            JsonNode results = check.details().path("results");
            if (results.isArray() && results.path(0).has("expectation_config")) {
                results.forEach(result -> expectation(assertions, result));
            } else {
                assertions.addObject().put("assertion", check.name()).put("success", check.passed());
            }
        }
    }

    private static void expectation(ArrayNode assertions, JsonNode result) {
        JsonNode asked = result.path("expectation_config");
        ObjectNode assertion = assertions
                .addObject()
                .put(
                        "assertion",
                        asked.path("type")
                                .asString(asked.path("expectation_type").asString("")))
                .put("success", result.path("success").asBoolean(false));
        JsonNode column = asked.path("kwargs").path("column");
        if (column.isString()) {
            assertion.put("column", column.stringValue());
        }
    }
}
