package io.orchestrator.integration.duckdb.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.orchestrator.integration.duckdb.DuckDb;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class DriftTest {

    private static final Instant END = Instant.parse("2001-06-01T00:00:00Z");

    /** Against the definition, on small samples with many ties. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void ksIsExact(long seed) throws Exception {
        Random random = new Random(seed);
        double[] a = random.ints(1 + random.nextInt(60), 0, 12).asDoubleStream().toArray();
        double[] b = random.ints(1 + random.nextInt(60), 2, 15).asDoubleStream().toArray();

        assertThat(measure(values(a), values(b)).ks()).isEqualTo(definition(a, b), within(1e-15));
    }

    private static double definition(double[] a, double[] b) {
        return DoubleStream.concat(Arrays.stream(a), Arrays.stream(b))
                .map(x -> Math.abs(share(a, x) - share(b, x)))
                .max()
                .orElseThrow();
    }

    private static double share(double[] values, double upTo) {
        return (double) Arrays.stream(values).filter(value -> value <= upTo).count() / values.length;
    }

    private static String values(double... values) {
        return "(SELECT unnest(["
                + Arrays.stream(values).mapToObj(String::valueOf).collect(Collectors.joining(", "))
                + "]::DOUBLE[]) AS x)";
    }

    @Test
    void aShiftIsSeenAndNoiseIsNot() throws Exception {
        String reference = "(SELECT (i * 7919) % 1000 AS x FROM range(20000) r(i))";
        DriftStatistic same = measure(reference, "(SELECT (i * 104729 + 13) % 1000 AS x FROM range(20000) r(i))");
        DriftStatistic shifted = measure(reference, "(SELECT (i * 7919) % 1000 + 300 AS x FROM range(20000) r(i))");

        assertThat(same.ks()).isLessThan(0.01);
        assertThat(same.ksP()).isGreaterThan(0.5);
        assertThat(same.psi()).isLessThan(0.01);
        assertThat(shifted.ks()).isEqualTo(0.3, within(1e-9));
        assertThat(shifted.ksP()).isLessThan(1e-100);
        assertThat(shifted.psi()).isGreaterThan(1);
        assertThat(shifted.chiSquare()).isNull();
    }

    /** Ten values, a tenth of the reference each; of the window all lie in the first two. */
    @Test
    void psiIsTakenOverTenthsOfTheReference() throws Exception {
        DriftStatistic found = measure(values(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), values(1, 2));

        double low = 1e-4;
        double expected = 2 * (0.5 - 0.1) * Math.log(5) + 8 * (low - 0.1) * Math.log(low / 0.1);
        assertThat(found.psi()).isEqualTo(expected, within(1e-12));
    }

    /** Computed by hand: 30 and 10 against 20 and 20. */
    @Test
    void categoriesAreComparedByChiSquare() throws Exception {
        DriftStatistic found = measure(
                "(SELECT CASE WHEN i < 30 THEN 'a' ELSE 'b' END AS x FROM range(40) r(i))",
                "(SELECT CASE WHEN i < 20 THEN 'a' ELSE 'b' END AS x FROM range(40) r(i))");

        assertThat(found.chiSquare()).isEqualTo(16.0 / 3, within(1e-12));
        assertThat(found.degrees()).isEqualTo(1);
        assertThat(found.chiSquareP()).isEqualTo(0.0209213, within(1e-6));
        assertThat(found.cramersV()).isEqualTo(Math.sqrt(16.0 / 3 / 80), within(1e-12));
        assertThat(found.psi()).isEqualTo(-0.25 * Math.log(0.5 / 0.75) + 0.25 * Math.log(2), within(1e-12));
        assertThat(found.ks()).isNull();
    }

    @Test
    void rareCategoriesAreTakenTogether() throws Exception {
        DriftStatistic found = measure(
                "(SELECT CASE WHEN i < 90 THEN 'often' ELSE 'rare' || i END AS x FROM range(100) r(i))",
                "(SELECT CASE WHEN i < 90 THEN 'often' ELSE 'other' || i END AS x FROM range(100) r(i))");

        assertThat(found.degrees()).isEqualTo(1);
        assertThat(found.chiSquare()).isEqualTo(0, within(1e-12));
    }

    @Test
    void missingValuesAreTold() throws Exception {
        DriftStatistic found = measure(
                values(1, 2, 3, 4), "(SELECT unnest([1, NULL, 'NaN'::DOUBLE, 'Infinity'::DOUBLE]::DOUBLE[]) AS x)");
        DriftStatistic none = measure(values(1, 2), "(SELECT NULL::DOUBLE AS x)");
        DriftStatistic empty = measure(values(1, 2), "(SELECT 1.0::DOUBLE AS x WHERE false)");

        assertThat(found.missing()).isEqualTo(0.75);
        assertThat(found.referenceMissing()).isZero();
        assertThat(found.count()).isEqualTo(1);
        assertThat(none.missing()).isEqualTo(1);
        assertThat(none.ks()).isNull();
        assertThat(none.psi()).isNull();
        assertThat(empty.rows()).isZero();
        assertThat(empty.missing()).isZero();
    }

    @Test
    void timesAreComparedAsNumbers() throws Exception {
        DriftStatistic found = measure(
                "(SELECT TIMESTAMP '2001-01-01' + INTERVAL (i) HOUR AS x FROM range(100) r(i))",
                "(SELECT TIMESTAMP '2001-01-01' + INTERVAL (i + 50) HOUR AS x FROM range(100) r(i))");

        assertThat(found.ks()).isEqualTo(0.5, within(1e-12));
    }

    @Test
    void aStatisticSurvivesBeingStored() throws Exception {
        DriftStatistic numbers = measure(values(1, 2, 3), values(2, 3, 4));
        DriftStatistic texts = measure("(SELECT 'a' AS x)", "(SELECT 'b' AS x)");
        JsonMapper json = JsonMapper.shared();

        for (DriftStatistic statistic : List.of(numbers, texts)) {
            Map<String, Object> read = json.readValue(json.writeValueAsString(statistic.toMap()), new StringMap());
            assertThat(DriftStatistic.of(read)).isEqualTo(statistic);
        }
        assertThatThrownBy(() -> DriftStatistic.of(Map.of("feature", "x")))
                .hasMessageStartingWith("no statistic of drift: ")
                .hasMessageEndingWith("has no 'window'");
    }

    private static final class StringMap extends TypeReference<Map<String, Object>> {}

    @Test
    void aFeatureThatCannotBeComparedIsRefused() throws Exception {
        assertThatThrownBy(() -> measure("(SELECT [1] AS x)", "(SELECT [1] AS x)"))
                .hasMessage("column 'x' of reference 1 is a INTEGER[], of which no drift can be told;"
                        + " take numbers, times, texts or booleans");
        assertThatThrownBy(() -> measure("(SELECT 1 AS y)", "(SELECT 1 AS x)"))
                .hasMessage("the reference reference 1 has no column 'x'; it has [y]");
    }

    private static DriftStatistic measure(String reference, String window) throws Exception {
        try (DuckDb duckDb = DuckDb.open()) {
            return Drift.from(duckDb, "reference 1", reference)
                    .of("2001-05", END, window, List.of("x"))
                    .getFirst();
        }
    }
}
