package io.orchestrator.core.params;

import java.math.BigDecimal;

/** Arithmetic on numbers that people gave, which may be absurd. */
final class Numbers {

    /** A number with a larger exponent is no multiple of anything: to divide it would take for ever. */
    private static final int LARGEST_SCALE = 400;

    private Numbers() {}

    static boolean isMultiple(BigDecimal number, BigDecimal step) {
        return step.signum() != 0
                && Math.abs((long) number.scale()) <= LARGEST_SCALE
                && Math.abs((long) step.scale()) <= LARGEST_SCALE
                && number.remainder(step).signum() == 0;
    }
}
