package io.orchestrator.integration.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileTest {

    @Test
    void numbersHaveFiguresAndAHistogram() throws Exception {
        Map<?, ?> profile = column("(SELECT i AS n FROM range(1000) r(i) UNION ALL SELECT NULL)", "n");

        assertThat(profile.get("type")).isEqualTo("BIGINT");
        assertThat(profile.get("count")).isEqualTo(1000L);
        assertThat(profile.get("nulls")).isEqualTo(1L);
        assertThat((Long) profile.get("distinct")).isBetween(900L, 1100L);
        assertThat(profile.get("min")).isEqualTo(0L);
        assertThat(profile.get("max")).isEqualTo(999L);
        assertThat(profile.get("mean")).isEqualTo(499.5);
        assertThat((Double) Plain.map(profile.get("quantiles")).get("0.5")).isBetween(480.0, 520.0);
        List<Object> counts = list(histogram(profile), "counts");
        assertThat(counts).hasSize(20).allMatch(count -> (Long) count >= 49 && (Long) count <= 51);
        assertThat(list(histogram(profile), "edges"))
                .hasSize(21)
                .startsWith(0.0)
                .endsWith(999.0);
    }

    @Test
    void whatIsNotFiniteSpoilsNothing() throws Exception {
        Map<?, ?> profile = column("(SELECT unnest(['NaN'::DOUBLE, 'Infinity'::DOUBLE, 1.0, 3.0]) AS n)", "n");

        assertThat(profile.get("count")).isEqualTo(4L);
        assertThat(profile.get("max")).isEqualTo("NaN");
        assertThat(profile.get("mean")).isEqualTo(2.0);
        assertThat(list(histogram(profile), "edges")).endsWith(3.0);
    }

    @Test
    void textsHaveTheirMostFrequentValues() throws Exception {
        Map<?, ?> few = column("(SELECT unnest(['a', 'b', 'b', NULL]) AS s)", "s");
        Map<?, ?> many = column("(SELECT 'v' || i AS s FROM range(5000) r(i))", "s");

        assertThat(String.valueOf(few.get("top"))).isEqualTo("[{value=b, count=2}, {value=a, count=1}]");
        assertThat(few.get("min")).isEqualTo("a");
        assertThat((List<?>) many.get("top")).hasSize(20);
        assertThat(String.valueOf(many.get("top"))).contains("count=null");
    }

    @Test
    void timesHaveAHistogramInSeconds() throws Exception {
        Map<?, ?> profile = column("(SELECT TIMESTAMP '2001-01-01' + INTERVAL (i) DAY AS t FROM range(41) r(i))", "t");

        assertThat(profile.get("min")).isEqualTo("2001-01-01T00:00");
        assertThat(list(histogram(profile), "edges")).startsWith(978307200.0);
        assertThat(list(histogram(profile), "counts")).startsWith(2L).endsWith(3L);
    }

    @Test
    void aColumnOfNullsAnEmptyTableAndConstantsHaveAProfileToo() throws Exception {
        Map<?, ?> nulls = column("(SELECT NULL::INTEGER AS n, [1] AS list)", "n");
        Map<?, ?> list = column("(SELECT NULL::INTEGER AS n, [1] AS list)", "list");
        Map<?, ?> none = column("(SELECT 1 AS n WHERE false)", "n");
        Map<?, ?> constant = column("(SELECT 7 AS n FROM range(3))", "n");

        assertThat(nulls.get("nulls")).isEqualTo(1L);
        assertThat(nulls.get("mean")).isNull();
        assertThat(list(histogram(nulls), "counts")).isEmpty();
        assertThat(list.get("count")).isEqualTo(1L);
        assertThat(none.get("count")).isEqualTo(0L);
        assertThat(list(histogram(constant), "counts")).isEqualTo(List.of(3L));
    }

    private static Map<?, ?> histogram(Map<?, ?> profile) {
        return Plain.map(profile.get("histogram"));
    }

    private static List<Object> list(Map<?, ?> of, String name) {
        return List.copyOf(Plain.list(of.get(name)));
    }

    private static Map<?, ?> column(String relation, String name) throws Exception {
        try (DuckDb duckDb = DuckDb.open()) {
            return Plain.map(
                    Plain.map(Profile.of(duckDb, relation).get("columns")).get(name));
        }
    }
}
