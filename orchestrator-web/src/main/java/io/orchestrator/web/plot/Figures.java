package io.orchestrator.web.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Writes figures as people read them: four digits that count, whole numbers whole. */
public final class Figures {

    private static final MathContext DIGITS = new MathContext(4);
    private static final double LARGEST = 1e15;
    private static final double SMALLEST = 1e-6;

    private Figures() {}

    /** {@code 0.06093}, {@code 103,759}, {@code 3.456E-166}. */
    public static String of(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (value == Math.rint(value) && Math.abs(value) < LARGEST) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        var rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        double size = Math.abs(value);
        return size < SMALLEST || size >= LARGEST ? rounded.toString() : rounded.toPlainString();
    }
}
