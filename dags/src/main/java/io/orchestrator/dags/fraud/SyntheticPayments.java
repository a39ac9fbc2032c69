package io.orchestrator.dags.fraud;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Makes up payments, the same for the same seed, in the order in which they are heard of. */
final class SyntheticPayments {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int CARDS = 200;
    /** One card of so many was copied by somebody. */
    private static final int STOLEN = 50;

    private static final double LATE = 0.05;
    private static final double TWICE = 0.03;

    private SyntheticPayments() {}

    /** A payment, and after how many others it is heard of. */
    private record Delivery(int place, Payment payment) {}

    /**
     * Payments over some days. Of a hundred five are heard of late, up to a quarter of all later than they should be, and three come
     * twice.
     */
    static List<Payment> of(int payments, int days, long seed) {
        Random random = new Random(seed);
        Duration gap = Duration.ofDays(days).dividedBy(payments);
        int latest = Math.max(1, payments / 4);
        List<Delivery> deliveries = new ArrayList<>();
        for (int i = 0; i < payments; i++) {
            Payment payment = payment(seed + "-" + i, BEGIN.plus(gap.multipliedBy(i)), random);
            int place = random.nextDouble() < LATE ? i + 1 + random.nextInt(latest) : i;
            deliveries.add(new Delivery(place, payment));
            if (random.nextDouble() < TWICE) {
                deliveries.add(new Delivery(place + 1 + random.nextInt(latest), payment));
            }
        }
        deliveries.sort(Comparator.comparingInt(Delivery::place));
        return deliveries.stream().map(Delivery::payment).toList();
    }

    private static Payment payment(String id, Instant at, Random random) {
        int card = random.nextInt(CARDS);
        boolean stolen = card % STOLEN == 0;
        boolean abroad = random.nextDouble() < (stolen ? 0.4 : 0.02);
        long cents = Math.round(100 + 3_000 * -Math.log(1 - random.nextDouble()) * (stolen && abroad ? 8 : 1));
        return new Payment(id, "card-%03d".formatted(card), at, cents, abroad);
    }
}
