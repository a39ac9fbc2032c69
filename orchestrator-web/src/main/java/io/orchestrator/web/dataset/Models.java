package io.orchestrator.web.dataset;

import io.orchestrator.web.dataset.DatasetAnswer.Tag;
import io.orchestrator.web.dataset.DatasetAnswer.Version;
import io.orchestrator.web.dataset.DatasetMetas.Meta;
import io.orchestrator.web.dataset.ModelView.Fact;
import io.orchestrator.web.dataset.ModelView.Guesses;
import io.orchestrator.web.dataset.ModelView.Input;
import io.orchestrator.web.dataset.ModelView.Line;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Tells of models: datasets of that kind, whose versions say how good they are. */
@Component
class Models {

    static final String CHAMPION = "champion";
    static final String CHALLENGER = "challenger";

    private static final String KIND = "model";
    /** So many of the newest are shown and drawn. */
    private static final int VERSIONS = 60;

    private static final int FEW_METRICS = 3;

    private final Datasets datasets;
    private final DatasetMetas metas;

    Models(Datasets datasets, DatasetMetas metas) {
        this.datasets = datasets;
        this.metas = metas;
    }

    /** All that one may see, by name. */
    List<ModelView.Entry> list() {
        return datasets.ofKind(KIND).stream().map(this::entry).toList();
    }

    private ModelView.Entry entry(DatasetAnswer model) {
        var newest = model.newest();
        var meta = metas.newest(model.name(), 1);
        return new ModelView.Entry(
                model,
                DatasetLinks.model(model.name()),
                tag(model, CHAMPION),
                tag(model, CHALLENGER),
                newest == null ? null : DatasetView.line(newest),
                meta.isEmpty() ? List.of() : facts(meta.getFirst().meta().path("metrics"), FEW_METRICS),
                meta.isEmpty() ? null : decision(meta.getFirst().meta()));
    }

    private static @Nullable Tag tag(DatasetAnswer model, String name) {
        return model.tags().stream()
                .filter(tag -> tag.tag().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static List<Fact> facts(JsonNode object, int most) {
        return Metas.numbers(object).entrySet().stream()
                .filter(one -> !MetricPlots.isBeside(one.getKey()))
                .limit(most)
                .map(one -> new Fact(one.getKey(), MetricPlots.figure(one.getValue())))
                .toList();
    }

    private static ModelView.@Nullable Decision decision(JsonNode meta) {
        var decision = meta.path("decision");
        return decision.path("promote").isBoolean()
                ? new ModelView.Decision(decision.path("promote").booleanValue(), Metas.text(decision.path("reason")))
                : null;
    }

    /**
     * Everything of a model.
     *
     * @throws io.orchestrator.web.api.ApiRefusal 404 if there is none that one may see
     */
    ModelView find(String name) {
        var model = datasets.find(name);
        var said = metas.newest(name, VERSIONS);
        Map<Long, Meta> byNumber = said.stream().collect(Collectors.toMap(Meta::number, Function.identity()));
        var lines = datasets.versions(name, "published", VERSIONS, 0).rows().stream()
                .map(version -> line(version, byNumber.get(version.number())))
                .toList();
        var champion = tag(model, CHAMPION);
        var shown = champion == null ? null : byNumber.get(champion.number());
        if (shown == null && !said.isEmpty()) {
            shown = said.getLast();
        }
        return new ModelView(
                model,
                DatasetLinks.model(name),
                lines,
                MetricPlots.of(said.stream().map(meta -> "v" + meta.number()).toList(), metrics(said)),
                shown == null ? 0 : shown.number(),
                shown == null ? List.of() : signature(shown.meta().path("signature")),
                shown == null ? "" : Metas.text(shown.meta().path("signature").path("output")),
                shown == null ? List.of() : params(shown.meta()),
                metas.madeWith(name).stream()
                        .map(this::guesses)
                        .filter(Objects::nonNull)
                        .toList());
    }

    private static List<JsonNode> metrics(List<Meta> said) {
        return said.stream().map(meta -> meta.meta().path("metrics")).toList();
    }

    private static Line line(Version version, @Nullable Meta meta) {
        if (meta == null) {
            return new Line(DatasetView.line(version), List.of(), null, null, "");
        }
        var features = meta.meta().path("features");
        var dataset = Metas.text(features.path("dataset"));
        var trained = !dataset.isEmpty() && features.path("version").isNumber()
                ? new DatasetView.Place(
                        "%s · version %d"
                                .formatted(dataset, features.path("version").longValue()),
                        DatasetLinks.version(dataset, features.path("version").longValue()))
                : null;
        return new Line(
                DatasetView.line(version),
                facts(meta.meta().path("metrics"), FEW_METRICS),
                decision(meta.meta()),
                trained,
                Metas.text(meta.meta().path("learned_until")));
    }

    private static List<Input> signature(JsonNode signature) {
        return signature
                .path("inputs")
                .valueStream()
                .map(input -> new Input(
                        Metas.text(input.path("name")),
                        Metas.text(input.path("type")),
                        input.path("optional").asBoolean(false)))
                .toList();
    }

    private static List<Fact> params(JsonNode meta) {
        return meta.path("params")
                .propertyStream()
                .map(one -> new Fact(one.getKey(), Metas.text(one.getValue())))
                .toList();
    }

    /** What was made with it, and how good that was; null: its versions do not say which model made them. */
    private @Nullable Guesses guesses(String dataset) {
        var said = metas.newest(dataset, VERSIONS).stream()
                .filter(meta -> meta.meta().path("model").isNumber())
                .toList();
        if (said.isEmpty()) {
            return null;
        }
        var plots = MetricPlots.of(
                said.stream()
                        .map(meta -> "%d by v%d"
                                .formatted(
                                        meta.number(), meta.meta().path("model").longValue()))
                        .toList(),
                metrics(said));
        return new Guesses(
                dataset,
                DatasetLinks.dataset(dataset),
                plots.stream().limit(FEW_METRICS).toList());
    }
}
