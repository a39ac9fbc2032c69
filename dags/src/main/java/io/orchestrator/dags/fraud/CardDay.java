package io.orchestrator.dags.fraud;

import java.time.Instant;

/**
 * What one card did on one day.
 *
 * @param day its begin, UTC
 * @param made when this was computed: of two rows for the same day the later one counts
 * @param cents of all payments together
 * @param largest payment, in cents
 * @param abroad how many payments were abroad
 */
record CardDay(String card, Instant day, Instant made, long payments, long cents, long largest, long abroad) {}
