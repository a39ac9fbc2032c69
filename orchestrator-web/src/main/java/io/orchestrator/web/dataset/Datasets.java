package io.orchestrator.web.dataset;

import io.orchestrator.protocol.Json;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.database.Columns;
import io.orchestrator.web.dataset.DatasetAnswer.Check;
import io.orchestrator.web.dataset.DatasetAnswer.Details;
import io.orchestrator.web.dataset.DatasetAnswer.File;
import io.orchestrator.web.dataset.DatasetAnswer.Tag;
import io.orchestrator.web.dataset.DatasetAnswer.Use;
import io.orchestrator.web.dataset.DatasetAnswer.Version;
import io.orchestrator.web.security.Access;
import io.orchestrator.web.security.Right;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Tells of datasets, as far as whoever asks may see the DAGs that name them. */
@Component
public class Datasets {

    private final JdbcClient database;
    private final Access access;

    Datasets(JdbcClient database, Access access) {
        this.database = database;
        this.access = access;
    }

    record Part<T>(List<T> rows, long total) {}

    private record Row(
            String name,
            boolean appendOnly,
            String dagId,
            String taskId,
            String kind,
            long versions,
            long quarantined,
            @Nullable Long newest) {}

    /** @param text that is in the name, or null */
    Part<DatasetAnswer> list(@Nullable String text, int limit, long offset) {
        var dags = access.dagArray(Right.SEE);
        var total = database.sql(DatasetSql.COUNT)
                .param("text", text)
                .param("dags", dags)
                .query(Long.class)
                .single();
        var rows = database.sql(DatasetSql.LIST)
                .param("text", text)
                .param("dags", dags)
                .param("limit", limit)
                .param("offset", offset)
                .query(Datasets::row)
                .list();
        return new Part<>(answers(rows), total);
    }

    /** All of a kind, by name, at most 200. */
    List<DatasetAnswer> ofKind(String kind) {
        return answers(database.sql(DatasetSql.OF_KIND)
                .param("kind", kind)
                .param("dags", access.dagArray(Right.SEE))
                .query(Datasets::row)
                .list());
    }

    /** @throws ApiRefusal 404 if there is none that one may see */
    DatasetAnswer find(String name) {
        var rows = database.sql(DatasetSql.FIND)
                .param("name", name)
                .param("dags", access.dagArray(Right.SEE))
                .query(Datasets::row)
                .list();
        return answers(rows).stream()
                .findFirst()
                .orElseThrow(() -> ApiRefusal.notFound("The dataset `%s` was not found".formatted(name)));
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getString("name"),
                row.getBoolean("append_only"),
                row.getString("dag_id"),
                row.getString("task_id"),
                row.getString("kind"),
                row.getLong("versions"),
                row.getLong("quarantined"),
                row.getObject("newest", Long.class));
    }

    private record Key(String dataset, long number) {}

    private record Tagged(String dataset, Tag tag) {}

    private List<DatasetAnswer> answers(List<Row> rows) {
        var names = rows.stream().map(Row::name).toArray(String[]::new);
        Map<Key, Version> newest = new HashMap<>();
        database.sql(DatasetSql.NUMBERED)
                .param("names", names)
                .param("numbers", rows.stream().map(Row::newest).toArray(Long[]::new))
                .query(Datasets::version)
                .list()
                .forEach(version -> newest.put(new Key(version.dataset(), number(version)), version));
        var tags = database.sql(DatasetSql.TAGS)
                .param("names", names)
                .query((row, number) -> new Tagged(
                        row.getString("dataset"),
                        new Tag(
                                row.getString("tag"),
                                row.getLong("number"),
                                row.getString("moved_by"),
                                Columns.some(row, "moved_at"))))
                .list();
        return rows.stream()
                .map(row -> new DatasetAnswer(
                        row.name(),
                        row.kind(),
                        row.appendOnly(),
                        row.dagId(),
                        row.taskId(),
                        row.versions(),
                        row.quarantined(),
                        row.newest() == null ? null : newest.get(new Key(row.name(), row.newest())),
                        tags.stream()
                                .filter(tag -> tag.dataset().equals(row.name()))
                                .map(Tagged::tag)
                                .toList()))
                .toList();
    }

    private static long number(Version version) {
        return version.number() == null ? 0 : version.number();
    }

    /** @param state {@code published}, {@code quarantined}, or null: all */
    Part<Version> versions(String dataset, @Nullable String state, int limit, long offset) {
        find(dataset);
        var total = database.sql(DatasetSql.COUNT_VERSIONS)
                .param("name", dataset)
                .param("state", state)
                .query(Long.class)
                .single();
        return new Part<>(
                database.sql(DatasetSql.VERSIONS)
                        .param("name", dataset)
                        .param("state", state)
                        .param("limit", limit)
                        .param("offset", offset)
                        .query(Datasets::version)
                        .list(),
                total);
    }

    Part<Version> quarantined(int limit, long offset) {
        var dags = access.dagArray(Right.SEE);
        var total = database.sql(DatasetSql.COUNT_QUARANTINED)
                .param("dags", dags)
                .query(Long.class)
                .single();
        return new Part<>(
                database.sql(DatasetSql.QUARANTINED)
                        .param("dags", dags)
                        .param("limit", limit)
                        .param("offset", offset)
                        .query(Datasets::version)
                        .list(),
                total);
    }

    /** @throws ApiRefusal 404 if there is none */
    Version version(String dataset, long number) {
        find(dataset);
        return database
                .sql(DatasetSql.NUMBERED)
                .param("names", new String[] {dataset})
                .param("numbers", new Long[] {number})
                .query(Datasets::version)
                .list()
                .stream()
                .findFirst()
                .orElseThrow(() ->
                        ApiRefusal.notFound("Version %d of the dataset `%s` was not found".formatted(number, dataset)));
    }

    /** @throws ApiRefusal 404 if there is none that one may see */
    Version version(long id) {
        return database
                .sql(DatasetSql.BY_ID)
                .param("id", id)
                .param("dags", access.dagArray(Right.SEE))
                .query(Datasets::version)
                .list()
                .stream()
                .findFirst()
                .orElseThrow(() -> ApiRefusal.notFound("The version with id `%d` was not found".formatted(id)));
    }

    private static Version version(ResultSet row, int index) throws SQLException {
        return new Version(
                row.getLong("version_id"),
                row.getString("dataset"),
                row.getObject("number", Long.class),
                row.getString("state"),
                row.getObject("parent", Long.class),
                row.getInt("files"),
                row.getLong("rows"),
                row.getLong("bytes"),
                row.getString("content_hash"),
                row.getBoolean("held"),
                row.getInt("passed"),
                row.getInt("failed"),
                Columns.texts(row, "tags"),
                row.getString("dag_id"),
                row.getString("run_id"),
                row.getString("task_id"),
                row.getInt("map_index"),
                row.getString("build"),
                Columns.some(row, "created_at"),
                Columns.instant(row, "published_at"),
                row.getString("published_by"),
                row.getString("reason"));
    }

    private record Content(long version, long id, JsonNode files, JsonNode columns, JsonNode meta) {}

    /** All that is known of a version. */
    Details details(Version version) {
        var base = version.parent() == null ? number(version) : base(version);
        var contents = database.sql(DatasetSql.CONTENT)
                .param("name", version.dataset())
                .param("id", version.id())
                .param("base", base)
                .param("number", number(version))
                .query((row, number) -> new Content(
                        row.getLong("number"),
                        row.getLong("version_id"),
                        Json.MAPPER.readTree(row.getString("files")),
                        Json.MAPPER.readTree(row.getString("columns")),
                        Json.MAPPER.readTree(row.getString("meta"))))
                .list();
        List<File> files = new ArrayList<>();
        contents.forEach(content -> content.files()
                .forEach(file -> files.add(new File(
                        file.path("name").asString(""),
                        file.path("sha256").asString(""),
                        file.path("bytes").asLong(0),
                        content.version()))));
        var own = contents.stream()
                .filter(content -> content.id() == version.id())
                .findFirst()
                .orElseThrow();
        return new Details(
                version, files, own.columns(), own.meta(), checks(version.id()), inputs(version), readers(version));
    }

    private long base(Version version) {
        return database.sql("SELECT coalesce(base, 0) FROM dataset_version WHERE version_id = :id")
                .param("id", version.id())
                .query(Long.class)
                .single();
    }

    List<Check> checks(long versionId) {
        return database.sql(DatasetSql.CHECKS)
                .param("id", versionId)
                .query((row, number) -> new Check(
                        row.getString("name"),
                        row.getBoolean("passed"),
                        row.getString("summary"),
                        Json.MAPPER.readTree(row.getString("details")),
                        Json.MAPPER.readTree(row.getString("sample"))))
                .list();
    }

    private List<Use> inputs(Version version) {
        return database.sql(DatasetSql.INPUTS)
                .param("id", version.id())
                .param("dags", access.dagArray(Right.SEE))
                .query(Datasets::use)
                .list();
    }

    private List<Use> readers(Version version) {
        return database.sql(DatasetSql.READERS)
                .param("name", version.dataset())
                .param("number", number(version))
                .param("dags", access.dagArray(Right.SEE))
                .query(Datasets::use)
                .list();
    }

    private static Use use(ResultSet row, int number) throws SQLException {
        return new Use(
                row.getString("dataset"),
                row.getLong("number"),
                row.getString("what"),
                row.getString("dag_id"),
                row.getString("run_id"),
                row.getString("task_id"),
                row.getInt("map_index"));
    }

    /** What an instance of a task has read and written: its DAG was asked for already. */
    public DatasetsOfTask ofTask(String dagId, String runId, String taskId, int mapIndex) {
        var read = database.sql(DatasetSql.READ_BY)
                .param("dag", dagId)
                .param("run", runId)
                .param("task", taskId)
                .param("map", mapIndex)
                .param("dags", null)
                .query(Datasets::use)
                .list();
        var written = database.sql(DatasetSql.WRITTEN_BY)
                .param("dag", dagId)
                .param("run", runId)
                .param("task", taskId)
                .param("map", mapIndex)
                .query((row, number) -> new DatasetsOfTask.Written(
                        row.getLong("version_id"), row.getString("dataset"), row.getObject("number", Long.class)))
                .list();
        return DatasetsOfTask.of(read, written);
    }
}
