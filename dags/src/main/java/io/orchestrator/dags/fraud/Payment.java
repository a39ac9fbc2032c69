package io.orchestrator.dags.fraud;

import java.time.Instant;

/**
 * A payment with a card. All are made up.
 *
 * @param id the same if it is sent again
 * @param at when the card was used, which may be long before it is heard of
 * @param cents what was paid
 * @param abroad whether that was in another country than the card's
 */
record Payment(String id, String card, Instant at, long cents, boolean abroad) {}
