package io.orchestrator.worker.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.worker.exchange.Credits.Share;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CreditsTest {

    static Share wanting(int held) {
        return new Share(held, true, true);
    }

    static Share content(int held) {
        return new Share(held, false, true);
    }

    static Share unreachable(int held) {
        return new Share(held, true, false);
    }

    @Test
    void aServerAloneHasAll() {
        assertThat(divide(8, content(0))).containsExactly(8);
        assertThat(divide(8, wanting(8))).containsExactly(8);
    }

    @Test
    void thoseThatWantShareEvenly() {
        assertThat(divide(8, wanting(0), wanting(0))).containsExactly(4, 4);
        assertThat(divide(8, wanting(6), wanting(0))).containsExactly(6, 2);
    }

    @Test
    void whoWantsNothingKeepsWhatItUsesAndOneToBeginWith() {
        assertThat(divide(8, wanting(2), content(0))).containsExactly(7, 1);
        assertThat(divide(8, wanting(2), content(3))).containsExactly(4, 4);
    }

    @Test
    void theReserveNeverTakesTheLastFromWhoWants() {
        assertThat(divide(1, wanting(0), content(0))).containsExactly(1, 0);
        assertThat(divide(3, wanting(0), wanting(0), content(0), content(0))).containsExactly(1, 1, 1, 0);
    }

    @Test
    void whereNobodyWantsAllAreReady() {
        assertThat(divide(8, content(3), content(0))).containsExactly(4, 4);
    }

    @Test
    void whoCannotBeReachedKeepsWhatItUsesAndNoMore() {
        assertThat(divide(8, unreachable(2), content(0))).containsExactly(2, 6);
    }

    @Test
    void whatIsHeldBeyondTheTotalIsNotTakenAway() {
        assertThat(divide(2, wanting(3), wanting(2))).containsExactly(3, 2);
        assertThat(divide(0, wanting(1), content(0))).containsExactly(1, 0);
    }

    @Test
    void whatCannotBeDividedGoesToEachInTurn() {
        Set<Integer> served = new HashSet<>();
        for (int turn = 0; turn < 3; turn++) {
            int[] credits = Credits.divide(1, List.of(wanting(0), wanting(0), wanting(0)), turn);
            assertThat(IntStream.of(credits).sum()).isOne();
            served.add(IntStream.range(0, 3)
                    .filter(i -> credits[i] == 1)
                    .findFirst()
                    .orElseThrow());
        }

        assertThat(served).hasSize(3);
    }

    @Test
    void theSumIsTheTotalUnlessMoreIsHeldAndNobodyLosesWhatItUses() {
        Random random = new Random(20261125);
        for (int round = 0; round < 2_000; round++) {
            int total = random.nextInt(20);
            Share[] shares = IntStream.range(0, 1 + random.nextInt(5))
                    .mapToObj(i -> new Share(random.nextInt(6), random.nextBoolean(), random.nextInt(4) > 0))
                    .toArray(Share[]::new);
            int[] credits = Credits.divide(total, List.of(shares), random.nextInt());
            int held = Arrays.stream(shares).mapToInt(Share::held).sum();
            boolean anyone = Arrays.stream(shares).anyMatch(Share::reachable);

            assertThat(IntStream.of(credits).sum()).isEqualTo(anyone ? Math.max(total, held) : held);
            for (int i = 0; i < shares.length; i++) {
                assertThat(credits[i]).isGreaterThanOrEqualTo(shares[i].held());
            }
        }
    }

    private static int[] divide(int total, Share... shares) {
        return Credits.divide(total, List.of(shares), 0);
    }
}
