package io.orchestrator.integration.duckdb.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignificanceTest {

    /** Upper quantiles as tables have them. */
    @ParameterizedTest
    @CsvSource({
        "3.841458820694124, 1, 0.05", "6.634896601021214, 1, 0.01", "5.991464547107979, 2, 0.05",
        "18.307038053275146, 10, 0.05", "124.34211340400407, 100, 0.05", "2.5582121601872063, 10, 0.99",
        "0.0039321400000195, 1, 0.95"
    })
    void chiSquareAgreesWithTables(double statistic, long degrees, double p) {
        assertThat(Significance.ofChiSquare(statistic, degrees)).isCloseTo(p, within(1e-9));
    }

    /** With two degrees it is exp(-x / 2): far tails too. */
    @Test
    void chiSquareHoldsInItsTail() {
        assertThat(Significance.ofChiSquare(600, 2) / Math.exp(-300)).isCloseTo(1, within(1e-9));
        assertThat(Significance.ofChiSquare(0, 5)).isEqualTo(1);
        assertThat(Significance.ofChiSquare(5, 0)).isEqualTo(1);
    }

    /** Critical values of Kolmogorov's distribution: 1.3581 for 0.05, 1.6276 for 0.01. */
    @ParameterizedTest
    @CsvSource({"1.3581, 0.05", "1.6276, 0.01", "1.2238, 0.10", "0.8276, 0.5"})
    void ksAgreesWithTables(double lambda, double p) {
        long many = 2_000_000_000L;
        assertThat(Significance.ofKs(lambda / Math.sqrt(many / 2.0), many, many))
                .isCloseTo(p, within(1e-4));
    }

    /** 5.4e-114 was computed by another library, for n = m = 100,000, with the asymptotic series. */
    @Test
    void ksHoldsInItsTail() {
        double p = Significance.ofKs(0.0512, 100_000, 100_000);
        assertThat(p).isBetween(1e-116, 1e-112);
        assertThat(Significance.ofKs(0, 10, 10)).isEqualTo(1);
    }
}
