package io.orchestrator.web.dataset;

import io.orchestrator.web.dataset.DatasetMetas.Meta;
import io.orchestrator.web.dataset.DriftView.Board;
import io.orchestrator.web.dataset.DriftView.Cell;
import io.orchestrator.web.dataset.DriftView.Decision;
import io.orchestrator.web.dataset.DriftView.Measure;
import io.orchestrator.web.dataset.DriftView.Row;
import io.orchestrator.web.dataset.DriftView.Run;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.plot.Plot;
import io.orchestrator.web.security.Access;
import io.orchestrator.web.security.Right;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Tells of drift: of datasets whose versions say statistics, and what was decided on them. */
@Component
class Drifts {

    private static final String STATISTICS = "statistics";
    /** So many of the newest are shown and drawn. */
    private static final int VERSIONS = 60;

    private static final int MOST_ROWS = 400;
    private static final int MOST_SENTENCES = 12;

    private final Datasets datasets;
    private final DatasetMetas metas;
    private final JdbcClient database;
    private final Access access;

    Drifts(Datasets datasets, DatasetMetas metas, JdbcClient database, Access access) {
        this.datasets = datasets;
        this.metas = metas;
        this.database = database;
        this.access = access;
    }

    /** All boards that one may see. */
    List<Board> list() {
        return metas.having(STATISTICS).stream()
                .map(meta -> new Board(
                        meta.dataset(),
                        DatasetLinks.drift(meta.dataset()),
                        (int) statistics(meta).map(Drifts::feature).distinct().count(),
                        window(meta),
                        decision(meta, Map.of())))
                .toList();
    }

    /** @throws io.orchestrator.web.api.ApiRefusal 404 if there is no such dataset that one may see */
    DriftView find(String name) {
        var dataset = datasets.find(name);
        var said = metas.newest(name, VERSIONS).stream()
                .filter(meta -> meta.meta().path(STATISTICS).isArray())
                .toList();
        var started = started(
                name,
                said.stream().filter(Drifts::isRetrained).map(Meta::number).toArray(Long[]::new));
        var text = said.isEmpty()
                ? ""
                : Metas.text(said.getLast().meta().path("decision").path("rule"));
        var rule = DriftRule.of(text);
        return new DriftView(
                dataset,
                text,
                plots(said, rule),
                said.reversed().stream()
                        .map(meta -> decision(meta, started))
                        .filter(Objects::nonNull)
                        .toList(),
                said.reversed().stream()
                        .flatMap(meta -> statistics(meta).map(one -> row(one, rule)))
                        .limit(MOST_ROWS)
                        .toList(),
                said.size());
    }

    private static Stream<JsonNode> statistics(Meta meta) {
        return meta.meta().path(STATISTICS).valueStream();
    }

    private static String feature(JsonNode statistic) {
        return Metas.text(statistic.path("feature"));
    }

    private static String window(Meta meta) {
        return statistics(meta)
                .map(one -> Metas.text(one.path("window")))
                .findFirst()
                .orElse("version " + meta.number());
    }

    private static List<Plot> plots(List<Meta> said, DriftRule rule) {
        Set<String> features = new LinkedHashSet<>();
        said.reversed().forEach(meta -> statistics(meta).map(Drifts::feature).forEach(features::add));
        var labels = said.stream().map(Drifts::window).toList();
        return Stream.of(Measure.values())
                .filter(Measure::isDrawn)
                .map(measure -> new Plot(
                        measure.label(),
                        labels,
                        features.stream()
                                .map(feature -> new Plot.Series(feature, values(said, feature, measure)))
                                .toList(),
                        rule.of(measure),
                        true))
                .filter(plot -> !plot.isEmpty())
                .toList();
    }

    private static List<@Nullable Double> values(List<Meta> said, String feature, Measure measure) {
        List<@Nullable Double> values = new ArrayList<>();
        said.forEach(meta -> values.add(statistics(meta)
                .filter(one -> feature(one).equals(feature))
                .map(one -> one.path(measure.key()))
                .filter(JsonNode::isNumber)
                .findFirst()
                .map(JsonNode::doubleValue)
                .orElse(null)));
        return values;
    }

    private static Row row(JsonNode statistic, DriftRule rule) {
        var feature = feature(statistic);
        return new Row(
                Metas.text(statistic.path("window")),
                feature,
                Metas.text(statistic.path("reference")),
                Metas.text(statistic.path("count")),
                Stream.of(Measure.values())
                        .map(measure -> cell(statistic.path(measure.key()), measure, feature, rule))
                        .toList());
    }

    private static Cell cell(JsonNode value, Measure measure, String feature, DriftRule rule) {
        return new Cell(Metas.text(value), value.isNumber() && rule.isOver(measure, feature, value.doubleValue()));
    }

    private static boolean isRetrained(Meta meta) {
        return meta.meta().path("retrain").asBoolean(false)
                || meta.meta().path("decision").path("retrain").asBoolean(false);
    }

    private static @Nullable Decision decision(Meta meta, Map<Long, List<Run>> started) {
        var decision = meta.meta().path("decision");
        return decision.isObject()
                ? new Decision(
                        window(meta),
                        "version " + meta.number(),
                        DatasetLinks.version(meta.dataset(), meta.number()),
                        isRetrained(meta),
                        sentences(meta),
                        started.getOrDefault(meta.number(), List.of()))
                : null;
    }

    private static List<String> sentences(Meta meta) {
        var decision = meta.meta().path("decision");
        List<String> sentences = new ArrayList<>(decision.path("sentences")
                .valueStream()
                .map(Metas::text)
                .limit(MOST_SENTENCES)
                .toList());
        if (isRetrained(meta) && !decision.path("retrain").asBoolean(false)) {
            sentences.add("a training was asked for all the same: not by the rule, but by who wrote this");
        }
        return sentences;
    }

    private record Started(long number, Run run) {}

    /** The runs that the runs started which made these versions. */
    private Map<Long, List<Run>> started(String dataset, Long[] numbers) {
        if (numbers.length == 0) {
            return Map.of();
        }
        return database
                .sql(DatasetDataSql.STARTED)
                .param("name", dataset)
                .param("numbers", numbers)
                .param("dags", access.dagArray(Right.SEE))
                .query((row, number) -> new Started(
                        row.getLong("number"),
                        new Run(
                                row.getString("dag_id"),
                                Links.run(row.getString("dag_id"), row.getString("run_id")),
                                row.getString("state"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Started::number, Collectors.mapping(Started::run, Collectors.toList())));
    }
}
