package io.orchestrator.web.dataset;

import io.orchestrator.core.dataset.VersionDiff;
import io.orchestrator.web.dataset.DatasetAnswer.Check;
import io.orchestrator.web.dataset.DatasetAnswer.Details;
import io.orchestrator.web.dataset.DatasetAnswer.Use;
import io.orchestrator.web.dataset.DatasetAnswer.Version;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.PrettyJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What pages show of datasets. */
final class DatasetView {

    private static final int MOST_LINES = 200;
    private static final int MOST_TEXT = 20_000;
    private static final long KIBI = 1024;

    private DatasetView() {}

    /** A version in a table. */
    record Line(
            Version version,
            String name,
            String href,
            String rows,
            String bytes,
            String checks,
            boolean bad,
            String source,
            String sourceHref) {}

    /** A dataset in a table. */
    record Entry(
            DatasetAnswer dataset, String href, @Nullable Line newest) {}

    record Place(String name, String href) {}

    /** @param sample its columns, then its rows */
    record Finding(
            Check check,
            String details,
            List<Expectations.Line> expectations,
            List<String> columns,
            List<List<String>> sample) {}

    /**
     * Everything about one version.
     *
     * @param meta the rest of what its producer says
     * @param sql the query that it is the result of; empty: it says none
     */
    record Whole(
            Line line,
            List<DatasetAnswer.File> files,
            int moreFiles,
            List<Column> columns,
            String meta,
            String sql,
            List<ProfileView.Column> profile,
            List<Finding> checks,
            List<Place> inputs,
            List<Place> readers) {}

    record Column(String name, String type, boolean nullable) {}

    /** Something that is different between two versions. */
    record Difference(String what, String name, String kind, String before, String after) {}

    static Line line(Version version) {
        var number = version.number();
        int all = version.passed() + version.failed();
        return new Line(
                version,
                number == null ? "in quarantine" : "version " + number,
                number == null
                        ? DatasetLinks.quarantined(version.id())
                        : DatasetLinks.version(version.dataset(), number),
                version.rows() < 0 ? "unknown" : "%,d".formatted(version.rows()),
                size(version.bytes()),
                all == 0 ? "none" : "%d of %d passed".formatted(version.passed(), all),
                version.failed() > 0,
                version.dagId() + " · " + version.taskId(),
                Links.task(version.dagId(), version.dagRunId(), version.taskId(), version.mapIndex()));
    }

    static String size(long bytes) {
        if (bytes < KIBI) {
            return bytes + " B";
        }
        double value = bytes;
        String[] units = {"KiB", "MiB", "GiB", "TiB"};
        int unit = -1;
        while (value >= KIBI && unit < units.length - 1) {
            value /= KIBI;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }

    static Entry entry(DatasetAnswer dataset) {
        return new Entry(
                dataset,
                DatasetLinks.dataset(dataset.name()),
                dataset.newest() == null ? null : line(dataset.newest()));
    }

    static Whole whole(Details details) {
        List<Column> columns = new ArrayList<>();
        details.columns()
                .forEach(column -> columns.add(new Column(
                        column.path("name").asString(""),
                        column.path("type").asString(""),
                        column.path("nullable").asBoolean(true))));
        var files = details.files().stream().limit(MOST_LINES).toList();
        return new Whole(
                line(details.version()),
                files,
                details.files().size() - files.size(),
                columns,
                rest(details.meta()),
                text(details.meta().path("sql")),
                ProfileView.of(details.meta()),
                details.checks().stream().map(DatasetView::finding).toList(),
                details.inputs().stream()
                        .map(use -> new Place(
                                use.dataset() + " · version " + use.number(),
                                DatasetLinks.version(use.dataset(), use.number())))
                        .toList(),
                details.readers().stream()
                        .limit(MOST_LINES)
                        .map(DatasetView::reader)
                        .toList());
    }

    private static Place reader(Use use) {
        return new Place(
                use.dagId() + " · " + use.taskId() + " · " + use.dagRunId(),
                Links.task(use.dagId(), use.dagRunId(), use.taskId(), use.mapIndex()));
    }

    private static Finding finding(Check check) {
        Set<String> columns = new LinkedHashSet<>();
        check.sample().forEach(row -> row.propertyNames().forEach(columns::add));
        List<List<String>> rows = new ArrayList<>();
        check.sample()
                .forEach(row -> rows.add(
                        columns.stream().map(column -> text(row.path(column))).toList()));
        return new Finding(
                check,
                check.details().isEmpty() ? "" : pretty(check.details()),
                Expectations.of(check.details()),
                List.copyOf(columns),
                rows);
    }

    /** What is not shown in a better way. */
    private static String rest(JsonNode meta) {
        if (meta instanceof ObjectNode object) {
            var rest = object.deepCopy();
            rest.remove(List.of("profile", "lineage"));
            if (rest.path("sql").isString()) {
                rest.remove("sql");
            }
            return rest.isEmpty() ? "" : pretty(rest);
        }
        return meta.isEmpty() ? "" : pretty(meta);
    }

    private static String pretty(JsonNode json) {
        String text = PrettyJson.of(json.toString());
        return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + " …";
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? "" : value.isString() ? value.stringValue() : value.toString();
    }

    static List<Difference> differences(VersionDiff diff) {
        List<Difference> all = new ArrayList<>();
        diff.columns().forEach((name, change) -> all.add(difference("column", name, change, "type")));
        diff.meta().forEach((name, change) -> all.add(difference("meta", name, change, null)));
        diff.files().forEach((name, change) -> all.add(difference("file", name, change, "sha256")));
        return all.stream().limit(MOST_LINES).toList();
    }

    private static Difference difference(String what, String name, VersionDiff.Change change, @Nullable String field) {
        return new Difference(
                what,
                name,
                change.kind(),
                text(field == null ? change.before() : change.before().path(field)),
                text(field == null ? change.after() : change.after().path(field)));
    }
}
