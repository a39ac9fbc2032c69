package io.orchestrator.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParamsTest {

    private final Params params = Params.of(
            Map.of("name", "flights", "rows", 12, "rate", 0.5, "dry", true, "from", "2026-01-01T06:30:00+01:00"));

    @Test
    void readsByType() {
        assertThat(params.string("name")).isEqualTo("flights");
        assertThat(params.integer("rows")).isEqualTo(12);
        assertThat(params.decimal("rate")).isEqualTo(0.5);
        assertThat(params.decimal("rows")).isEqualTo(12.0);
        assertThat(params.bool("dry")).isTrue();
        assertThat(params.instant("from")).isEqualTo(Instant.parse("2026-01-01T05:30:00Z"));
        assertThat(params.asMap()).hasSize(5);
    }

    @Test
    void fallsBackOnlyWhereNothingIsGiven() {
        assertThat(params.string("other", "x")).isEqualTo("x");
        assertThat(params.integer("other", 7)).isEqualTo(7);
        assertThat(params.decimal("other", 1.5)).isEqualTo(1.5);
        assertThat(params.bool("other", true)).isTrue();
        assertThat(params.instant("other", Instant.EPOCH)).isEqualTo(Instant.EPOCH);
        assertThat(params.integer("rows", 7)).isEqualTo(12);
    }

    @Test
    void saysWhatIsMissingOrWrong() {
        assertThatExceptionOfType(NoRetryException.class)
                .isThrownBy(() -> params.string("other"))
                .withMessage("The parameter 'other' is missing; trigger the run with it");
        assertThatExceptionOfType(NoRetryException.class)
                .isThrownBy(() -> params.integer("name", 1))
                .withMessage("The parameter 'name' is 'flights' (String), expected an integer");
        assertThatExceptionOfType(NoRetryException.class)
                .isThrownBy(() -> params.integer("rate"))
                .withMessage("The parameter 'rate' is '0.5' (Double), expected an integer");
        assertThatExceptionOfType(NoRetryException.class)
                .isThrownBy(() -> params.instant("name"))
                .withMessageContaining("expected a date-time such as");
        assertThatExceptionOfType(NoRetryException.class)
                .isThrownBy(() -> params.bool("rows"))
                .withMessageContaining("expected true or false");
    }
}
