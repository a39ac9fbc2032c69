package io.orchestrator.core.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** Keeps this server's place among the others: renews its lease, takes over what nobody owns, evens out, reads what is new. */
final class OwnershipPass {

    /** So many DAGs are given away in one pass. */
    private static final int MOST_GIVEN = 50;

    private final EngineMemory memory;
    private final DagCommands dags;

    OwnershipPass(EngineMemory memory, DagCommands dags) {
        this.memory = memory;
        this.dags = dags;
    }

    void pass(Turn turn) {
        Ownership ownership = memory.ownership;
        ownership.renew();
        boolean wasAlone = ownership.isAlone();
        ownership.look();
        if (!wasAlone || !ownership.isAlone()) {
            refresh(turn);
        }
        claim(turn);
        if (!ownership.isAlone()) {
            even();
        }
    }

    /** Reads what others have changed, and takes in what they gave. */
    private void refresh(Turn turn) {
        List<String> given = new ArrayList<>();
        for (Catalog.Change change : memory.catalog.refresh()) {
            String dagId = change.now().dag().dagId();
            boolean mine = memory.ownership.serverId().equals(change.now().owner());
            if (mine && !memory.ownership.owns(dagId)) {
                given.add(dagId);
            } else if (mine && !change.now().dag().equals(change.before())) {
                dags.follow(turn, change.before(), change.now().dag());
            }
        }
        adopt(turn, given);
    }

    private void claim(Turn turn) {
        List<String> ownerless = memory.ownership.ownerless(memory.catalog.dags());
        int room = memory.ownership.room(memory.catalog.dags().size());
        if (ownerless.isEmpty() || room <= 0) {
            return;
        }
        List<String> claimed = memory.store.claimDags(
                memory.ownership.serverId(),
                ownerless.stream().sorted().limit(room).toList());
        memory.catalog.refresh();
        adopt(turn, claimed);
    }

    /** The former owner may have gone before it followed the last change of a DAG. */
    private void adopt(Turn turn, List<String> dagIds) {
        if (dagIds.isEmpty()) {
            return;
        }
        memory.adopt(dagIds);
        for (String dagId : dagIds) {
            OwnedDag dag = memory.catalog.owned(dagId);
            if (dag != null) {
                dags.follow(turn, dag.dag(), dag.dag());
            }
        }
    }

    /** Gives DAGs to a server that has fewer; those without unfinished runs first, because they are cheap to move. */
    private void even() {
        Ownership.Move move = memory.ownership.move(memory.catalog.dags());
        if (move == null) {
            return;
        }
        List<String> chosen = memory.ownership.owned().stream()
                .sorted(Comparator.comparingInt(memory.runs::unfinished).thenComparing(Comparator.naturalOrder()))
                .limit(Math.min(move.dags(), MOST_GIVEN))
                .toList();
        give(move.to(), chosen);
    }

    /** Gives everything to the others, in turn; what has no heir is free for the next server. */
    void leave() {
        List<UUID> heirs = memory.ownership.heirs();
        List<String> owned = memory.ownership.owned().stream().sorted().toList();
        for (int heir = 0; heir < heirs.size(); heir++) {
            List<String> share = new ArrayList<>();
            for (int dag = heir; dag < owned.size(); dag += heirs.size()) {
                share.add(owned.get(dag));
            }
            give(heirs.get(heir), share);
        }
    }

    private void give(UUID to, List<String> dagIds) {
        if (!dagIds.isEmpty()) {
            memory.release(memory.store.giveDags(memory.ownership.serverId(), to, dagIds));
            memory.catalog.refresh();
        }
    }
}
