package io.orchestrator.integration.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.integration.fakes.FakeContext;
import io.orchestrator.integration.fakes.StagedFiles;
import io.orchestrator.sdk.DatasetVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTaskTest {

    @TempDir
    private Path folder;

    private DatasetVersion flights;
    private DatasetVersion airports;

    @BeforeEach
    void someData() throws Exception {
        flights = Versions.query("flights", 1, folder, """
                SELECT * FROM (VALUES ('JFK', 'LAX', 10, 2475), ('LAX', 'JFK', 20, 2475)) v(origin, destination, delay, distance)""");
        airports = Versions.query("airports", 4, folder, "SELECT 'JFK' AS iata, 'New York' AS city");
    }

    @Test
    void aQueryBecomesAVersionWithItsLineage() throws Exception {
        StagedFiles output = new StagedFiles("delays", Files.createDirectory(folder.resolve("out")), null);
        FakeContext context = FakeContext.of("task");

        long rows = SqlTask.of("""
                        SELECT city, avg(delay) AS delay, 'x' AS constant
                          FROM flights JOIN airports ON origin = iata WHERE distance > 0 GROUP BY city;
                        """).two(context, output, flights, airports);

        assertThat(rows).isEqualTo(1);
        assertThat(output.rows()).isEqualTo(1);
        assertThat(output.columns())
                .extracting(DatasetVersion.Column::name)
                .containsExactly("city", "delay", "constant");
        assertThat(String.valueOf(output.meta.get("sql")))
                .startsWith("SELECT city")
                .endsWith("GROUP BY city");
        assertThat(output.meta.get("lineage"))
                .isEqualTo(Map.of(
                        "columns",
                        Map.of(
                                "city",
                                Map.of("how", "identity", "from", List.of(of("airports", "city"))),
                                "delay",
                                Map.of("how", "aggregation", "from", List.of(of("flights", "delay"))),
                                "constant",
                                Map.of("how", "transformation", "from", List.of())),
                        "conditions",
                        List.of(
                                of("airports", "city"),
                                of("airports", "iata"),
                                of("flights", "distance"),
                                of("flights", "origin")),
                        "unresolved",
                        List.of()));
        assertThat(context.lines()).singleElement().asString().startsWith("INFO Wrote");
    }

    private static Map<String, String> of(String dataset, String column) {
        return Map.of("dataset", dataset, "column", column);
    }

    @Test
    void versionsOfOneDatasetAreCalledByOtherNames() throws Exception {
        StagedFiles output = new StagedFiles("changes", Files.createDirectory(folder.resolve("out")), null);
        SqlTask changes = SqlTask.of("SELECT * FROM before EXCEPT ALL SELECT * FROM after")
                .names("before", "after");

        assertThat(changes.two(FakeContext.of("task"), output, flights, flights))
                .isZero();
        assertThat(String.valueOf(output.meta.get("lineage"))).contains("dataset=flights, column=origin");
        assertThatThrownBy(() -> changes.one(FakeContext.of("task"), output, flights))
                .hasMessage("the query has 2 names [before, after] for 1 versions; give as many");
    }

    /** Of each output column: how it is made, and of what. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            SELECT origin AS o, delay + distance AS s FROM flights                          | o identity [flights.origin]; s transformation [flights.delay, flights.distance]
            SELECT * FROM flights                                                            | origin identity [flights.origin]; destination identity [flights.destination]; delay identity [flights.delay]; distance identity [flights.distance]
            SELECT * EXCLUDE (origin, destination) REPLACE (delay / 60 AS delay) FROM flights | delay transformation [flights.delay]; distance identity [flights.distance]
            SELECT f.* EXCLUDE (distance, delay), a.city FROM flights f, airports a          | origin identity [flights.origin]; destination identity [flights.destination]; city identity [airports.city]
            WITH w(x) AS (SELECT max(delay) FROM flights) SELECT x, x + 1 AS y FROM w        | x aggregation [flights.delay]; y aggregation [flights.delay]
            SELECT q.d FROM (SELECT delay AS d FROM flights) q                               | d identity [flights.delay]
            SELECT origin AS code FROM flights UNION SELECT iata FROM airports               | code identity [airports.iata, flights.origin]
            SELECT sum(delay) OVER (PARTITION BY origin) AS s FROM flights                   | s aggregation [flights.delay, flights.origin]
            SELECT (SELECT max(city) FROM airports WHERE iata = origin) AS c FROM flights    | c aggregation [airports.city]
            SELECT CASE WHEN delay > 15 THEN origin END AS late FROM flights                 | late transformation [flights.delay, flights.origin]
            SELECT DELAY FROM Flights                                                        | delay identity [flights.delay]
            SELECT * FROM (VALUES (1)) v(one)                                                | one transformation []
            SELECT iata, city FROM airports a JOIN (SELECT origin AS iata FROM flights) f USING (iata) | iata identity [airports.iata, flights.origin]; city identity [airports.city]
            """)
    void columnsAreFollowedThroughTheQuery(String query, String expected) throws Exception {
        Lineage lineage = lineage(query);

        List<String> found = lineage.columns().entrySet().stream()
                .map(entry -> entry.getKey().toLowerCase(Locale.ROOT) + " "
                        + entry.getValue().how() + " "
                        + entry.getValue().origins().stream()
                                .map(origin -> origin.dataset() + "." + origin.column())
                                .toList())
                .toList();
        assertThat(lineage.unresolved()).isEmpty();
        assertThat(String.join("; ", found)).isEqualTo(expected);
    }

    @Test
    void whatCannotBeFollowedIsSaid() throws Exception {
        assertThat(lineage("SELECT COLUMNS('d.*') FROM flights").unresolved())
                .containsExactly(
                        "COLUMNS(..) was not followed",
                        "the query has 3 columns, of which 0 were followed; none is told");
        assertThat(lineage("SELECT r.range AS x FROM range(3) r").unresolved())
                .contains("what is read from a table function is no dataset, and was not followed");
        assertThat(lineage("PIVOT flights ON origin USING sum(delay)").columns().values())
                .allMatch(output -> output.how().equals("unknown"));
    }

    private Lineage lineage(String query) throws Exception {
        try (DuckDb duckDb = DuckDb.open()) {
            duckDb.view(flights);
            duckDb.view(airports);
            return SqlTask.lineage(duckDb, query, List.of(flights, airports));
        }
    }
}
