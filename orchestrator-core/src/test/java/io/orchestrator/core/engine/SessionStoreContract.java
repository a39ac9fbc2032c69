package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.StoreRows.session;
import static io.orchestrator.core.engine.StoreWrites.sessions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.core.engine.EngineStore.StoreUnavailable;
import io.orchestrator.core.worker.WorkerSession;
import io.orchestrator.core.worker.WorkerSession.State;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every engine store promises about worker sessions and their leases of 30 seconds. */
public interface SessionStoreContract extends StoreUnderTest {

    UUID ONE = new UUID(5, 1);
    UUID TWO = new UUID(5, 2);

    @Test
    default void anOpenedSessionComesBackWithAllItsFields() {
        commit(sessions(List.of(session(ONE)), List.of()));

        assertThat(store().openSessions()).containsExactly(session(ONE));
    }

    @Test
    default void noTwoSessionsHaveOneToken() {
        commit(sessions(List.of(session(ONE)), List.of()));
        WorkerSession same = session(ONE);
        WorkerSession thief = new WorkerSession(
                TWO, "thief", "h", 1, "1", 1, same.tokenHash(), List.of(), List.of(), 1, 0, State.LIVE);

        assertThatThrownBy(() -> store().commit(sessions(List.of(thief), List.of())))
                .isInstanceOf(RuntimeException.class)
                .isNotInstanceOf(StoreUnavailable.class);

        assertThat(store().openSessions()).containsExactly(same);
    }

    @Test
    default void aSessionDrainsAndEnds() {
        commit(sessions(List.of(session(ONE), session(TWO)), List.of()));

        commit(sessions(List.of(), List.of(session(ONE).withState(State.DRAINING))));
        assertThat(store().openSessions())
                .containsExactlyInAnyOrder(session(ONE).withState(State.DRAINING), session(TWO));

        commit(sessions(List.of(), List.of(session(ONE).withState(State.ENDED))));
        assertThat(store().openSessions()).containsExactly(session(TWO));
    }

    @Test
    default void aSessionThatIsOverStaysOver() {
        commit(sessions(List.of(session(ONE)), List.of()));
        commit(sessions(List.of(), List.of(session(ONE).withState(State.ENDED))));

        commit(sessions(List.of(), List.of(session(ONE).withState(State.DRAINING))));

        assertThat(store().openSessions()).isEmpty();
        assertThat(store().renewLeases(List.of(ONE), StoreRows.LEASE)).isEmpty();
    }

    @Test
    default void aLeaseHoldsForItsTimeAndThenTheSessionIsLostOnce() {
        commit(sessions(List.of(session(ONE)), List.of()));

        letPass(Duration.ofSeconds(20));
        assertThat(store().expireLeases()).isEmpty();

        letPass(Duration.ofSeconds(11));
        assertThat(store().expireLeases()).containsExactly(ONE);
        assertThat(store().expireLeases()).isEmpty();
        assertThat(store().openSessions()).isEmpty();
    }

    @Test
    default void aRenewedLeaseHoldsLonger() {
        commit(sessions(List.of(session(ONE), session(TWO)), List.of()));

        letPass(Duration.ofSeconds(20));
        assertThat(store().renewLeases(List.of(ONE), StoreRows.LEASE)).containsExactly(ONE);
        letPass(Duration.ofSeconds(20));

        assertThat(store().expireLeases()).containsExactly(TWO);
    }

    @Test
    default void aLeaseThatWasTakenAwayIsNotRenewed() {
        commit(sessions(List.of(session(ONE), session(TWO)), List.of()));
        letPass(Duration.ofSeconds(31));
        store().renewLeases(List.of(TWO), StoreRows.LEASE);
        store().expireLeases();

        assertThat(store().renewLeases(List.of(ONE, TWO, new UUID(5, 3)), StoreRows.LEASE))
                .containsExactly(TWO);
        assertThat(store().renewLeases(List.of(), StoreRows.LEASE)).isEmpty();
    }
}
