package io.orchestrator.integration.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds out in which dataset and column a statement met a fault, and what stands there. */
final class DataFaults {

    private static final Pattern NO_COLUMN = Pattern.compile("Referenced column \"(.+?)\" not found");
    private static final Pattern NO_COLUMN_OF_TABLE =
            Pattern.compile("\"(.+?)\" does not have a column named \"(.+?)\"");
    private static final Pattern BAD_VALUE = Pattern.compile(
            "(?s)Could not convert string '(.*?)' to (\\w+)(?: when casting from source column (\\w+))?");
    private static final Pattern OTHER_SCHEMA = Pattern.compile("schema mismatch in glob: column \"(.+?)\"");
    private static final Pattern UNREADABLE = Pattern.compile(
            "No magic bytes|too small to be a Parquet|(?i)decompress|corrupt|Invalid footer|out of buffer");
    private static final int SAMPLE = 5;

    private final DuckDb duckDb;
    private final Collection<Source> sources;

    DataFaults(DuckDb duckDb, Collection<Source> sources) {
        this.duckDb = duckDb;
        this.sources = List.copyOf(sources);
    }

    /** The same error in words about the data, or as it is. */
    SQLException explain(String sql, SQLException error) {
        String message = String.valueOf(error.getMessage());
        Optional<Source> byFile = sources.stream()
                .filter(source -> source.filesIn(message) > 0)
                .max(Comparator.comparingLong(source -> source.filesIn(message)));
        if (UNREADABLE.matcher(message).find()) {
            throw unreadable(byFile, message, error);
        }
        Matcher found = OTHER_SCHEMA.matcher(message);
        if (found.find()) {
            throw otherSchema(byFile, found.group(1), message, error);
        }
        found = NO_COLUMN_OF_TABLE.matcher(message);
        if (found.find()) {
            throw noColumn(mentioned(sql), found.group(2), error);
        }
        found = NO_COLUMN.matcher(message);
        if (found.find()) {
            throw noColumn(mentioned(sql), found.group(1), error);
        }
        found = BAD_VALUE.matcher(message);
        if (found.find()) {
            throw badValue(mentioned(sql), found.group(1), found.group(2), found.group(3), error);
        }
        return error;
    }

    private List<Source> mentioned(String sql) {
        List<Source> named =
                sources.stream().filter(source -> sql.contains(source.view())).toList();
        return named.isEmpty() ? List.copyOf(sources) : named;
    }

    private static DataException unreadable(Optional<Source> source, String message, SQLException error) {
        if (source.isEmpty()) {
            return new DataException("a file is no whole Parquet file: " + firstLine(message), null, null, error);
        }
        Path file = source.get().fileIn(message).orElseThrow();
        return new DataException(
                "%s: file '%s' of %s is no whole Parquet file; it was cut off or is of another format. Write it again"
                        .formatted(source.get().title(), file.getFileName(), size(file)),
                source.get().dataset(),
                null,
                error);
    }

    private static String size(Path file) {
        try {
            return Files.size(file) + " bytes";
        } catch (IOException e) {
            return "unknown size";
        }
    }

    private static DataException otherSchema(
            Optional<Source> source, String column, String message, SQLException error) {
        String title = source.map(Source::title).orElse("the files");
        String files = source.stream()
                .flatMap(of -> of.files().stream())
                .filter(file -> message.contains(file.toString()))
                .map(file -> "'" + file.getFileName() + "'")
                .collect(Collectors.joining(" and "));
        return new DataException(
                "%s: column '%s' is not in all files; compare %s. All files of a version need the same columns"
                        .formatted(title, column, files),
                source.map(Source::dataset).orElse(null),
                column,
                error);
    }

    private DataException noColumn(List<Source> candidates, String column, SQLException error) {
        String has = candidates.stream()
                .map(source -> source.title() + " has " + columnsOf(source))
                .collect(Collectors.joining("; "));
        String dataset = candidates.size() == 1 ? candidates.getFirst().dataset() : null;
        return new DataException(
                "there is no column '%s'%s".formatted(column, has.isEmpty() ? "" : ": " + has), dataset, column, error);
    }

    private String columnsOf(Source source) {
        try {
            return duckDb.columns(Sql.name(source.view())).stream()
                    .map(column -> column.name() + " " + column.type())
                    .collect(Collectors.joining(", "));
        } catch (SQLException e) {
            return "columns that cannot be read";
        }
    }

    private DataException badValue(
            List<Source> candidates, String value, String type, @Nullable String column, SQLException error) {
        Source source = candidates.stream()
                .filter(candidate -> column == null || has(candidate, column))
                .findFirst()
                .orElse(null);
        String title = source == null ? "the data" : source.title();
        String sample = source == null || column == null ? "" : sample(source, column, type);
        return new DataException(
                "%s: %s'%s' is no %s%s"
                        .formatted(title, column == null ? "" : "column '" + column + "': ", value, type, sample),
                source == null ? null : source.dataset(),
                column,
                error);
    }

    private boolean has(Source source, String column) {
        try {
            return duckDb.columns(Sql.name(source.view())).stream()
                    .anyMatch(found -> found.name().equalsIgnoreCase(column));
        } catch (SQLException e) {
            return false;
        }
    }

    /** More values of the same kind, so that one sees whether it is one row or all of them. */
    private String sample(Source source, String column, String type) {
        try {
            String cast = "TRY_CAST(%s AS %s)".formatted(Sql.name(column), type);
            String bad = Sql.name(column) + " IS NOT NULL AND " + cast + " IS NULL";
            String view = Sql.name(source.view());
            List<?> found = duckDb.row("""
                    SELECT (SELECT count(*) FROM %s WHERE %s), (SELECT list(%s) FROM (SELECT %s FROM %s WHERE %s LIMIT %d))""".formatted(view, bad, Sql.name(column), Sql.name(column), view, bad, SAMPLE));
            return "; so are %s values, such as %s".formatted(found.get(0), found.get(1));
        } catch (SQLException | RuntimeException e) {
            return "";
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }
}
