package io.orchestrator.dags.fraud;

import io.orchestrator.integration.duckdb.feature.FeatureView;
import java.time.Duration;
import java.time.Instant;

/**
 * The features of a card on a day: the counts of {@link CardDay}, and a risk from 0 to 1. Slices and the batch compute it by the same
 * code. It is a rule of thumb, not a model: the payments are made up, so there is nothing to learn from them.
 */
record CardRisk(
        String card, Instant day, Instant made, long payments, long cents, long largest, long abroad, double risk) {

    static final FeatureView<CardDay, CardRisk> VIEW = FeatureView.of(
                    "card_risk", CardDay.class, CardRisk.class, CardRisk::of)
            .entity("card")
            .eventTime("day")
            .created("made")
            .ttl(Duration.ofDays(7))
            .build();

    static CardRisk of(CardDay day) {
        double abroad = (double) day.abroad() / day.payments();
        double large = day.largest() / (day.largest() + 50_000.0);
        return new CardRisk(
                day.card(),
                day.day(),
                day.made(),
                day.payments(),
                day.cents(),
                day.largest(),
                day.abroad(),
                1 - (1 - abroad) * (1 - large));
    }
}
