package io.orchestrator.integration.duckdb.drift;

/** How probable it is that two samples of the same distribution differ at least as much. */
final class Significance {

    private static final int MOST_TERMS = 10_000;
    private static final double SMALL = 1e-16;
    private static final double TINY = 1e-300;

    private Significance() {}

    /**
     * Of a two-sample Kolmogorov-Smirnov distance: the asymptotic series of Kolmogorov's distribution, with the correction for finite
     * samples of M. A. Stephens, "Use of the Kolmogorov-Smirnov, Cramer-Von Mises and related statistics without extensive tables",
     * Journal of the Royal Statistical Society B 32 (1970). Good from some tens of values in each sample.
     */
    static double ofKs(double distance, long n, long m) {
        double size = Math.sqrt((double) n * m / (n + m));
        double lambda = (size + 0.12 + 0.11 / size) * distance;
        if (lambda < 0.2) {
            return 1;
        }
        double sum = 0;
        for (int k = 1; k <= 100; k++) {
            double term = Math.exp(-2.0 * k * k * lambda * lambda);
            sum += k % 2 == 1 ? term : -term;
            if (term < SMALL * sum) {
                break;
            }
        }
        return Math.min(1, Math.max(0, 2 * sum));
    }

    /**
     * Of a chi-square statistic: the upper regularised incomplete gamma function Q(degrees / 2, statistic / 2), by the series 6.5.29
     * and the continued fraction 6.5.31 of Abramowitz and Stegun, "Handbook of Mathematical Functions".
     */
    static double ofChiSquare(double statistic, long degrees) {
        double a = degrees / 2.0;
        double x = statistic / 2;
        if (degrees <= 0 || !(x > 0)) {
            return 1;
        }
        double scale = Math.exp(a * Math.log(x) - x - logGamma(a));
        return x < a + 1 ? 1 - scale * lowerSeries(a, x) : scale * upperFraction(a, x);
    }

    private static double lowerSeries(double a, double x) {
        double term = 1 / a;
        double sum = term;
        for (int n = 1; n < MOST_TERMS && term > sum * SMALL; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return sum;
    }

    /** Evaluated from the front (Lentz), so that no number of terms has to be known before. */
    private static double upperFraction(double a, double x) {
        double b = x + 1 - a;
        double c = 1 / TINY;
        double d = 1 / b;
        double value = d;
        for (int n = 1; n < MOST_TERMS; n++) {
            double numerator = n * (a - n);
            b += 2;
            d = 1 / notZero(numerator * d + b);
            c = notZero(b + numerator / c);
            value *= c * d;
            if (Math.abs(c * d - 1) < SMALL) {
                break;
            }
        }
        return value;
    }

    private static double notZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /** Stirling's series, 6.1.41 there, for which a small argument is first made large. */
    private static double logGamma(double z) {
        double shift = 0;
        double large = z;
        while (large < 10) {
            shift += Math.log(large);
            large++;
        }
        double square = large * large;
        double series = 1 / (12 * large) * (1 - 1 / (30 * square) * (1 - 2 / (7 * square) * (1 - 3 / (4 * square))));
        return (large - 0.5) * Math.log(large) - large + Math.log(2 * Math.PI) / 2 + series - shift;
    }
}
