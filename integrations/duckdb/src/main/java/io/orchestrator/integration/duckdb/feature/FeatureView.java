package io.orchestrator.integration.duckdb.feature;

import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.duckdb.Sql;
import io.orchestrator.sdk.Staging;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * Features of an entity, declared once. {@link #apply} is the only code that computes them: {@link #materialize} runs it over a
 * table, whoever has one new row calls it alone, and both get the same bits.
 *
 * @param <S> a row that features are made of: a record whose components are columns
 * @param <F> the features of an entity at a time: a record with the entity's key, the event time and, usually, when it was created
 */
public final class FeatureView<S extends Record, F extends Record> {

    private static final int BATCH = 10_000;
    private static final String TWO_63 = "9223372036854775808";
    private static final String TWO_64 = "18446744073709551616";

    private final String name;
    private final Rows<S> source;
    private final Rows<F> features;
    private final Function<S, F> transformation;
    private final List<String> entity;
    private final String eventTime;
    private final @Nullable String created;
    private final @Nullable Duration ttl;

    FeatureView(FeatureViewBuilder<S, F> declared) {
        this.name = declared.name;
        this.source = Rows.of(declared.sourceType);
        this.features = Rows.of(declared.featureType);
        this.transformation = declared.transformation;
        this.entity = List.copyOf(declared.entity);
        this.eventTime = declared.eventTime;
        this.created = declared.created;
        this.ttl = declared.ttl;
        requireKeys();
    }

    /**
     * Declares a view.
     *
     * @param name by which its online values are kept
     * @param transformation of one row; it may not depend on anything else, such as the time or other rows
     */
    public static <S extends Record, F extends Record> FeatureViewBuilder<S, F> of(
            String name, Class<S> source, Class<F> features, Function<S, F> transformation) {
        return new FeatureViewBuilder<>(name, source, features, transformation);
    }

    private void requireKeys() {
        entity.forEach(features::field);
        requireTime(eventTime);
        if (created != null) {
            requireTime(created);
        }
    }

    private void requireTime(String component) {
        if (features.field(component).kind() != Field.Kind.TIME) {
            throw new IllegalArgumentException("component '" + component + "' of the features of view '" + name
                    + "' is no Instant; times of events are");
        }
    }

    public String name() {
        return name;
    }

    /** What the features are, without the entity's key and the times. */
    public List<String> featureNames() {
        return features.fields().stream()
                .map(Field::name)
                .filter(field -> !entity.contains(field) && !field.equals(eventTime) && !field.equals(created))
                .toList();
    }

    /** The features of one row. Times are cut to microseconds, as tables hold them. */
    public F apply(S row) {
        return features.rounded(transformation.apply(source.rounded(row)));
    }

    /** The entity's key as one text: its values with commas between them. */
    public String key(F row) {
        return key(
                entity.stream().map(component -> features.value(row, component)).toArray());
    }

    /** The same of values, in the order of the entity's components. */
    public String key(@Nullable Object... values) {
        return Arrays.stream(values)
                .map(value -> String.valueOf(value).replace("\\", "\\\\").replace(",", "\\,"))
                .collect(Collectors.joining(","));
    }

    // ---- history

    /**
     * Computes the features of all rows of a table and writes them into a staging, as the next version of the dataset of features.
     *
     * @param relation a table or view, as SQL writes it, or a query in brackets; it has the columns of the source's record
     * @return how many rows there are
     */
    public long materialize(DuckDb duckDb, String relation, Staging output) throws SQLException {
        String table = "__features_of_" + name;
        duckDb.run("CREATE OR REPLACE TEMP TABLE " + Sql.name(table) + " (" + features.columns() + ")");
        try (DuckDBAppender appender = duckDb.connection().createAppender("temp", "main", table)) {
            source.read(duckDb, relation, row -> append(appender, apply(row)));
        }
        String order = Sql.names(entity) + ", " + Sql.name(eventTime);
        return duckDb.copyTo(output, "SELECT * FROM " + Sql.name(table) + " ORDER BY " + order);
    }

    private void append(DuckDBAppender appender, F row) {
        try {
            features.append(appender, row);
        } catch (SQLException e) {
            throw new IllegalStateException("the features " + row + " cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * A query for all columns of the labels, and beside them the features as they were at the label's time: of the newest event that
     * had happened by then and is not older than the time to live, of several at the same time of that which was created last. Where
     * there is none, the features are null.
     *
     * @param labels a table or view, as SQL writes it; it has the entity's columns and a time
     * @param labelTime its column with the time
     * @param materialized a table or view with this view's features
     */
    public String history(String labels, String labelTime, String materialized) {
        String columns = featureNames().stream()
                .map(feature -> alive(feature, labelTime))
                .collect(Collectors.joining(",\n       "));
        String same = entity.stream()
                .map(component -> "o.%1$s = e.%1$s".formatted(Sql.name(component)))
                .collect(Collectors.joining(" AND "));
        // Entities by number and time with creation as one number: the join sorts by both, and is much the quicker the
        // shorter they are.
        return """
                WITH __labels AS MATERIALIZED (SELECT * FROM %1$s),
                     __entities AS MATERIALIZED (
                        SELECT *, row_number() OVER ()::INTEGER AS __entity FROM (SELECT DISTINCT %2$s FROM __labels))
                SELECT l.* EXCLUDE (__entity, __until),
                       %3$s
                  FROM (SELECT o.*, __entity, %4$s AS __until FROM __labels o LEFT JOIN __entities e ON %5$s) l
                  ASOF LEFT JOIN (SELECT o.*, __entity, %6$s AS __order FROM %7$s o JOIN __entities e ON %5$s) f
                    ON l.__entity = f.__entity AND l.__until >= f.__order""".formatted(labels, Sql.names(entity), columns, until(labelTime), same, order(), materialized);
    }

    private String order() {
        String at = "o.%s::TIMESTAMP".formatted(Sql.name(eventTime));
        if (created == null) {
            return at;
        }
        String made = "o.%s::TIMESTAMP".formatted(Sql.name(created));
        return "%s::HUGEINT * %s + coalesce(%s + %s::HUGEINT, 0)".formatted(micros(at), TWO_64, micros(made), TWO_63);
    }

    /** What is greater than the order of all that happened until then. */
    private String until(String labelTime) {
        String at = "o.%s::TIMESTAMP".formatted(Sql.name(labelTime));
        return created == null ? at : "%s::HUGEINT * %s + (%2$s - 1)".formatted(micros(at), TWO_64);
    }

    /** Microseconds of a time; it may be infinite. */
    private static String micros(String time) {
        return "coalesce(epoch_us(%1$s), CASE WHEN %1$s > TIMESTAMP 'epoch' THEN %2$s WHEN %1$s IS NOT NULL THEN -%2$s END)"
                .formatted(time, Long.MAX_VALUE);
    }

    private String alive(String feature, String labelTime) {
        String column = Sql.name(feature);
        if (ttl == null) {
            return "f." + column;
        }
        return "CASE WHEN f.%s::TIMESTAMP >= l.%s::TIMESTAMP - to_microseconds(%d) THEN f.%s END AS %s"
                .formatted(Sql.name(eventTime), Sql.name(labelTime), ttl.toNanos() / 1000, column, column);
    }

    // ---- online

    /** What is kept of an entity online. */
    public OnlineStore.Row online(F row) {
        Instant at = (Instant) Objects.requireNonNull(features.value(row, eventTime));
        Object made = created == null ? at : features.value(row, created);
        return new OnlineStore.Row(
                key(row), at, made instanceof Instant time ? time : Instant.EPOCH, features.toPlain(row));
    }

    /**
     * Puts the newest features of each entity online.
     *
     * @param materialized a table or view with this view's features
     * @return how many entities there are
     */
    public long publish(DuckDb duckDb, String materialized, OnlineStore store) throws Exception {
        String order =
                Sql.name(eventTime) + " DESC" + (created == null ? "" : ", " + Sql.name(created) + " DESC NULLS LAST");
        String newest = "%s QUALIFY row_number() OVER (PARTITION BY %s ORDER BY %s) = 1"
                .formatted(materialized, Sql.names(entity), order);
        List<OnlineStore.Row> rows = new ArrayList<>();
        features.read(duckDb, newest, row -> rows.add(online(row)));
        for (int from = 0; from < rows.size(); from += BATCH) {
            store.put(name, List.copyOf(rows.subList(from, Math.min(rows.size(), from + BATCH))));
        }
        return rows.size();
    }

    /**
     * Features as they are now, by key; those that there are and that have not outlived their time.
     *
     * @param now from which the time to live counts back
     */
    public Map<String, F> get(OnlineStore store, Collection<String> keys, Instant now) throws Exception {
        Map<String, F> found = new LinkedHashMap<>();
        store.get(name, keys).forEach((key, row) -> {
            if (ttl == null || !row.eventTime().isBefore(now.minus(ttl))) {
                found.put(key, features.ofPlain(row.values()));
            }
        });
        return found;
    }
}
