package io.orchestrator.web.dataset;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Which columns came of which, as far as the producer of a version says.
 *
 * @param said whether it says anything
 * @param conditions columns that decide which rows there are
 * @param unresolved what could not be followed, a sentence each
 */
record ColumnLineage(boolean said, List<Column> columns, List<Origin> conditions, List<String> unresolved) {

    private static final int MOST = 500;

    /** @param how in words */
    record Column(String name, String how, List<Origin> from) {}

    /** @param href of the version that was read, or of the dataset */
    record Origin(String dataset, String column, String href) {}

    /** @param inputs the versions that were read */
    static ColumnLineage of(JsonNode meta, List<DatasetAnswer.Use> inputs) {
        var lineage = meta.path("lineage");
        return new ColumnLineage(
                lineage.path("columns").isObject(),
                lineage.path("columns")
                        .propertyStream()
                        .limit(MOST)
                        .map(one -> new Column(
                                one.getKey(),
                                how(Metas.text(one.getValue().path("how"))),
                                origins(one.getValue().path("from"), inputs)))
                        .toList(),
                origins(lineage.path("conditions"), inputs),
                lineage.path("unresolved")
                        .valueStream()
                        .limit(MOST)
                        .map(Metas::text)
                        .toList());
    }

    private static String how(String how) {
        return switch (how) {
            case "identity" -> "as it was";
            case "transformation" -> "computed of one row";
            case "aggregation" -> "computed of several rows";
            case "unknown" -> "could not be followed";
            default -> how;
        };
    }

    private static List<Origin> origins(JsonNode list, List<DatasetAnswer.Use> inputs) {
        return list.valueStream()
                .limit(MOST)
                .map(one -> {
                    var dataset = Metas.text(one.path("dataset"));
                    return new Origin(dataset, Metas.text(one.path("column")), href(dataset, inputs));
                })
                .toList();
    }

    /** Empty: nothing of that name was read, so it may be no dataset of ours. */
    private static String href(String dataset, List<DatasetAnswer.Use> inputs) {
        return inputs.stream()
                .filter(use -> use.dataset().equals(dataset))
                .findFirst()
                .map(use -> DatasetLinks.version(dataset, use.number()))
                .orElse("");
    }
}
