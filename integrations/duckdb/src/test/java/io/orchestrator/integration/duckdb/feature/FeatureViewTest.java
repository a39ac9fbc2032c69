package io.orchestrator.integration.duckdb.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.integration.duckdb.DataException;
import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.duckdb.Versions;
import io.orchestrator.integration.fakes.StagedFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureViewTest {

    /** Flights of an airport within a day. */
    record Day(String origin, Instant day, Instant made, long flights, long late) {}

    /** What is known of it. */
    record Lateness(
            String origin,
            Instant day,
            Instant made,
            double rate,
            @Nullable Double logFlights) {

        static Lateness of(Day row) {
            return new Lateness(
                    row.origin,
                    row.day,
                    row.made,
                    (double) row.late / row.flights,
                    row.flights == 0 ? null : Math.log(row.flights));
        }
    }

    private static final FeatureView<Day, Lateness> VIEW = view(Duration.ofDays(7));

    @TempDir
    private Path folder;

    private static FeatureView<Day, Lateness> view(Duration ttl) {
        return FeatureView.of("lateness", Day.class, Lateness.class, Lateness::of)
                .entity("origin")
                .eventTime("day")
                .created("made")
                .ttl(ttl)
                .build();
    }

    @Test
    void featuresAreAsTheyWereAtTheLabelsTime() throws Exception {
        List<Map<String, @Nullable Object>> rows = history("""
                ('JFK', '2001-01-01', '2001-01-02', 0.1), ('JFK', '2001-01-03', '2001-01-04', 0.3), ('LAX', '2001-01-01', '2001-01-01', 0.9)""", """
                ('JFK', '2000-12-31 23:59:59'), ('JFK', '2001-01-01'), ('JFK', '2001-01-02'), ('JFK', '2001-01-03'), ('ORD', '2001-01-03')""");

        assertThat(rows).extracting(row -> row.get("rate")).containsExactly(null, 0.1, 0.1, 0.3, null);
        assertThat(rows.getFirst().keySet()).containsExactly("origin", "seen", "rate", "logFlights");
    }

    @Test
    void featuresLiveForTheirTimeAndNotLonger() throws Exception {
        List<Map<String, @Nullable Object>> rows = history(
                "('JFK', '2001-01-01', '2001-01-01', 0.1)",
                "('JFK', '2001-01-08'), ('JFK', '2001-01-08 00:00:00.000001')");

        assertThat(rows).extracting(row -> row.get("rate")).containsExactly(0.1, null);
    }

    @Test
    void ofSeveralAtOneTimeTheLastCreatedCounts() throws Exception {
        List<Map<String, @Nullable Object>> rows = history("""
                ('JFK', '2001-01-01', '2001-01-05', 0.5), ('JFK', '2001-01-01', '2001-01-09', 0.9),
                ('JFK', '2001-01-01', '2001-01-07', 0.7), ('JFK', '2001-01-01', NULL, 0.1), ('LAX', '2001-01-01', NULL, 0.2)""", """
                ('JFK', '2001-01-02'), ('LAX', '2001-01-02')""");

        assertThat(rows).extracting(row -> row.get("rate")).containsExactly(0.9, 0.2);
    }

    @Test
    void timesMayBeBeforeTheEpochOrInfiniteAndEntitiesNull() throws Exception {
        List<Map<String, @Nullable Object>> rows = history("""
                ('JFK', '1900-01-01', '1900-01-02', 0.1), ('JFK', '1900-01-01', '1900-01-01', 0.2),
                ('JFK', 'infinity', 'infinity', 0.3), ('JFK', '-infinity', '-infinity', 0.4), (NULL, '1900-01-01', NULL, 0.5)""", """
                ('JFK', '1900-01-01'), ('JFK', '1969-12-31'), ('JFK', 'infinity'), (NULL, '1900-01-01')""");

        assertThat(rows).extracting(row -> row.get("rate")).containsExactly(0.1, null, 0.3, null);
    }

    /** Against the definition, with many ties. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void historyAgreesWithItsDefinition(int seed) throws Exception {
        try (DuckDb duckDb = DuckDb.open()) {
            duckDb.run("SELECT setseed(0.%d)".formatted(seed));
            duckDb.run("""
                    CREATE TABLE features AS SELECT 'E' || floor(random() * 20)::INTEGER AS origin,
                           TIMESTAMP '2001-01-01' + INTERVAL (floor(random() * 60)::INTEGER) DAY AS day,
                           TIMESTAMP '2001-01-01' + INTERVAL (i) SECOND AS made, i::DOUBLE AS rate, i::DOUBLE AS "logFlights"
                      FROM range(3000) r(i)""");
            duckDb.run("""
                    CREATE TABLE labels AS SELECT i AS id, 'E' || floor(random() * 25)::INTEGER AS origin,
                           TIMESTAMP '2001-01-01' + INTERVAL (floor(random() * 70)::INTEGER) DAY AS seen FROM range(2000) r(i)""");
            String definition = """
                    SELECT id, (SELECT f.rate FROM features f
                                 WHERE f.origin = l.origin AND f.day <= l.seen AND f.day >= l.seen - INTERVAL 7 DAY
                                 ORDER BY f.day DESC, f.made DESC LIMIT 1) AS rate FROM labels l""";
            String found = "SELECT id, rate FROM (" + VIEW.history("labels", "seen", "features") + ")";

            assertThat(duckDb.count("SELECT count(*) FROM (" + found + ")")).isEqualTo(2000);
            assertThat(duckDb.count("SELECT count(*) FROM (%s EXCEPT ALL %s)".formatted(found, definition)))
                    .isZero();
            assertThat(duckDb.count("SELECT count(rate) FROM (" + found + ")")).isBetween(500L, 1900L);
        }
    }

    private static List<Map<String, @Nullable Object>> history(String features, String labels) throws Exception {
        try (DuckDb duckDb = DuckDb.open()) {
            duckDb.run(
                    "CREATE TABLE features (origin VARCHAR, day TIMESTAMP, made TIMESTAMP, rate DOUBLE, \"logFlights\" DOUBLE)");
            duckDb.run("INSERT INTO features (origin, day, made, rate) VALUES " + features);
            duckDb.run("CREATE TABLE labels (origin VARCHAR, seen TIMESTAMP)");
            duckDb.run("INSERT INTO labels VALUES " + labels);
            return duckDb.rows(VIEW.history("labels", "seen", "features") + " ORDER BY origin, seen");
        }
    }

    @Test
    void aTableOfFeaturesIsComputedByTheSameCode() throws Exception {
        StagedFiles output = new StagedFiles("features", folder, null);
        try (DuckDb duckDb = DuckDb.open()) {
            assertThat(VIEW.materialize(duckDb, days("('LAX', 4, 1), ('JFK', 10, 1)"), output))
                    .isEqualTo(2);
            duckDb.view("features", output);

            assertThat(duckDb.rows("SELECT origin, rate, \"logFlights\" FROM features")
                            .toString())
                    .isEqualTo("[{origin=JFK, rate=0.1, logFlights=2.302585092994046},"
                            + " {origin=LAX, rate=0.25, logFlights=1.3862943611198906}]");
            assertThat(output.rows()).isEqualTo(2);
        }
    }

    private static String days(String values) {
        return "(SELECT origin, TIMESTAMP '2001-01-01' AS day, TIMESTAMP '2001-01-02' AS made, flights, late FROM (VALUES "
                + values + ") v(origin, flights, late))";
    }

    @Test
    void whatFitsNoRecordIsToldWithItsColumnAndRow() throws Exception {
        StagedFiles output = new StagedFiles("features", folder, null);
        try (DuckDb duckDb = DuckDb.open()) {
            assertThatThrownBy(() -> VIEW.materialize(duckDb, days("('LAX', 4, NULL)"), output))
                    .hasMessage(
                            "column 'late' has a null, and Day has no place for one; make the component a box, or leave such"
                                    + " rows out. The row: [origin=LAX, day=2001-01-01T00:00:00Z, made=2001-01-02T00:00:00Z, flights=4, late=null]");
            duckDb.view(Versions.query(
                    "days",
                    3,
                    folder,
                    "SELECT 'x' AS origin, 'much' AS late, 1 AS flights, "
                            + "TIMESTAMP '2001-01-01' AS day, TIMESTAMP '2001-01-01' AS made"));
            assertThatThrownBy(() -> VIEW.materialize(duckDb, "days", output))
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith("dataset 'days', version 3: column 'late': 'much' is no INT64");
            duckDb.view(Versions.query("none", 1, folder, "SELECT 'x' AS origin"));
            assertThatThrownBy(() -> VIEW.materialize(duckDb, "none", output))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("there is no column '");
        }
    }

    @Test
    void theNewestFeaturesGoOnlineAndNeverBackInTime() throws Exception {
        OnlineStoreFake store = new OnlineStoreFake();
        Instant day = Instant.parse("2001-01-01T00:00:00Z");
        try (DuckDb duckDb = DuckDb.open()) {
            duckDb.run(
                    "CREATE TABLE features (origin VARCHAR, day TIMESTAMP, made TIMESTAMP, rate DOUBLE, \"logFlights\" DOUBLE)");
            duckDb.run(
                    "INSERT INTO features VALUES ('JFK', '2001-01-01', '2001-01-01', 0.1, 1),"
                            + " ('JFK', '2001-01-03', '2001-01-03', 0.3, 1), ('JFK', '2001-01-03', '2001-01-04', 0.4, NULL), ('LAX', '2001-01-01', NULL, 0.9, 1)");

            assertThat(VIEW.publish(duckDb, "features", store)).isEqualTo(2);
        }
        store.put("lateness", List.of(VIEW.online(VIEW.apply(new Day("JFK", day, day, 100, 50)))));

        Instant now = Instant.parse("2001-01-09T00:00:00Z");
        assertThat(VIEW.get(store, List.of("JFK", "LAX", "ORD"), now).toString())
                .isEqualTo(
                        "{JFK=Lateness[origin=JFK, day=2001-01-03T00:00:00Z, made=2001-01-04T00:00:00Z, rate=0.4, logFlights=null]}");
        assertThat(VIEW.get(store, List.of("LAX"), day)).hasSize(1);
    }

    @Test
    void keysOfSeveralComponentsCannotBeMistaken() {
        assertThat(VIEW.key("a,b", "c")).isEqualTo("a\\,b,c").isNotEqualTo(VIEW.key("a", "b,c"));
    }

    /** Declared wrongly. */
    record Odd(String origin, String day, List<String> more) {}

    @Test
    void aViewThatCannotBeIsRefused() {
        assertThatThrownBy(() -> FeatureView.of("v", Day.class, Lateness.class, Lateness::of)
                        .build())
                .hasMessage("feature view 'v' needs an entity and an event time; name them");
        assertThatThrownBy(() -> FeatureView.of("v", Day.class, Lateness.class, Lateness::of)
                        .entity("airport")
                        .eventTime("day")
                        .build())
                .hasMessage("Lateness has no component 'airport'; it has [origin, day, made, rate, logFlights]");
        assertThatThrownBy(() -> FeatureView.of("v", Day.class, Lateness.class, Lateness::of)
                        .entity("origin")
                        .eventTime("rate")
                        .build())
                .hasMessageContaining("component 'rate' of the features of view 'v' is no Instant");
        assertThatThrownBy(() -> FeatureView.of("v", Odd.class, Odd.class, row -> row)
                        .entity("origin")
                        .eventTime("day")
                        .build())
                .hasMessageStartingWith(
                        "component 'more' of Odd is a List; a record of features may have String, int,");
        assertThatThrownBy(() -> view(Duration.ZERO))
                .hasMessageContaining("the time to live of view 'lateness' is PT0S");
    }
}
