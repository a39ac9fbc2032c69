package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.StoreRows.FIRST;
import static io.orchestrator.core.engine.StoreRows.OTHER;
import static io.orchestrator.core.engine.StoreRows.OWNER;
import static io.orchestrator.core.engine.StoreRows.salesRun;
import static io.orchestrator.core.engine.StoreRows.server;
import static io.orchestrator.core.engine.StoreWrites.catalog;
import static io.orchestrator.core.engine.StoreWrites.creation;
import static io.orchestrator.core.engine.StoreWrites.mail;
import static io.orchestrator.core.engine.StoreWrites.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.core.engine.EngineStore.CatalogMoved;
import io.orchestrator.core.engine.EngineStore.LeaseLost;
import io.orchestrator.core.server.ServerRecord;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every engine store promises about servers, their leases, what they own, and their mail. */
public interface ServerStoreContract extends StoreUnderTest {

    Duration SHORT = Duration.ofSeconds(8);

    @Test
    default void openServersComeBackWithAllTheirFields() {
        store().openServer(server(OTHER), SHORT);

        assertThat(store().openServers()).containsExactlyInAnyOrder(server(OWNER), server(OTHER));
    }

    @Test
    default void aServerThatDoesNotRenewIsLostAndWritesNothingMore() {
        store().openServer(server(OTHER), SHORT);
        letPass(Duration.ofSeconds(7));
        store().renewServer(OTHER, SHORT);
        letPass(Duration.ofSeconds(7));
        assertThat(store().openServers()).hasSize(2);

        letPass(Duration.ofSeconds(2));
        assertThat(store().openServers()).containsExactly(server(OWNER));
        assertThatThrownBy(() -> store().renewServer(OTHER, SHORT)).isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> store().claimDags(OTHER, List.of("sales"))).isInstanceOf(LeaseLost.class);
    }

    @Test
    default void aServerThatWasTakenForDeadCommitsNothing() {
        store().moveServer(OWNER, ServerRecord.State.LOST);

        assertThatThrownBy(() -> store().commit(turn(creation(salesRun(FIRST, "r1", null), List.of()))))
                .isInstanceOf(LeaseLost.class);

        assertThat(store().findRun("sales", "r1")).isEmpty();
    }

    @Test
    default void aServerThatIsOverStaysOver() {
        store().openServer(server(OTHER), SHORT);
        store().moveServer(OTHER, ServerRecord.State.ENDED);

        store().moveServer(OTHER, ServerRecord.State.DRAINING);

        assertThat(store().openServers()).containsExactly(server(OWNER));
    }

    @Test
    default void aDagIsClaimedFromAServerThatIsOverAndFromNoOther() {
        store().openServer(server(OTHER), SHORT);

        assertThat(store().claimDags(OTHER, List.of("sales"))).isEmpty();

        store().moveServer(OWNER, ServerRecord.State.LOST);
        assertThat(store().claimDags(OTHER, List.of("sales", "unknown"))).containsExactly("sales");
        assertThat(store().claimDags(OTHER, List.of("sales"))).isEmpty();
        assertThat(store().dags(1)).containsExactly(new OwnedDag(StoreRows.dag("sales"), OTHER, 2));
    }

    @Test
    default void aDagIsGivenByItsOwnerToAServerThatIsLive() {
        store().openServer(server(OTHER), SHORT);
        UUID third = new UUID(9, 9);
        store().openServer(server(third), SHORT);
        store().moveServer(third, ServerRecord.State.DRAINING);

        assertThat(store().giveDags(OWNER, third, List.of("sales"))).isEmpty();
        assertThat(store().giveDags(OTHER, OWNER, List.of("sales"))).isEmpty();
        assertThat(store().giveDags(OWNER, OTHER, List.of("sales"))).containsExactly("sales");

        assertThat(store().dags(1)).containsExactly(new OwnedDag(StoreRows.dag("sales"), OTHER, 2));
    }

    @Test
    default void dagsAreNotChangedByAServerThatHasNotReadTheNewestOfThem() {
        store().openServer(server(OTHER), SHORT);
        store().giveDags(OWNER, OTHER, List.of("sales"));

        assertThatThrownBy(() -> store().commit(catalog(1, List.of(StoreRows.dag("other")), List.of(), List.of())))
                .isInstanceOf(CatalogMoved.class);

        assertThat(store().dags(0)).extracting(OwnedDag::owner).containsExactly(OTHER);
    }

    @Test
    default void aReplacedDagKeepsItsOwner() {
        store().openServer(server(OTHER), SHORT);
        store().giveDags(OWNER, OTHER, List.of("sales"));

        commit(catalog(2, List.of(StoreRows.dag("sales").withPaused(false)), List.of(), List.of()));

        assertThat(store().dags(2)).extracting(OwnedDag::owner).containsExactly(OTHER);
    }

    @Test
    default void aLetterIsTakenOnceAndItsAnswerComesBackOnce() {
        Mail.Letter letter = new Mail.Letter(new UUID(4, 4), "sales", OTHER, "{\"a\": 1}");
        commit(mail(List.of(letter), List.of()));

        assertThat(store().takeMail(List.of("other"))).isEmpty();
        assertThat(store().takeMail(List.of("other", "sales"))).containsExactly(letter);
        assertThat(store().takeMail(List.of("sales"))).isEmpty();
        assertThat(store().takeAnswers(OTHER)).isEmpty();

        Mail.Answer answer = new Mail.Answer(letter.id(), "done");
        commit(mail(List.of(), List.of(answer)));
        assertThat(store().takeAnswers(OWNER)).isEmpty();
        assertThat(store().takeAnswers(OTHER)).containsExactly(answer);
        assertThat(store().takeAnswers(OTHER)).isEmpty();
    }
}
