package io.orchestrator.core.engine;

import io.orchestrator.core.dag.DagRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** Keeps this server's place among the others: takes over what nobody owns, evens out, reads what is new. */
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
        ownership.look();
        if (ownership.hasCompany()) {
            refresh(turn);
        }
        claim(turn);
        adopt(turn);
        if (!ownership.isAlone()) {
            even(turn);
        }
    }

    /** Reads what others have changed; the schedules of this server's DAGs follow. */
    void refresh(Turn turn) {
        for (Catalog.Change change : memory.catalog.refresh()) {
            memory.assets.readAgain();
            DagRecord now = change.now().dag();
            if (memory.ownership.owns(now.dagId()) && !now.equals(change.before())) {
                dags.follow(turn, change.before(), now);
            }
        }
    }

    private void claim(Turn turn) {
        List<String> ownerless = memory.ownership.ownerless(memory.catalog.dags());
        int room = memory.ownership.room(memory.catalog.dags().size());
        if (ownerless.isEmpty() || room <= 0) {
            return;
        }
        memory.store.claimDags(
                memory.ownership.serverId(),
                ownerless.stream().sorted().limit(room).toList());
        refresh(turn);
    }

    /** Takes in what is this server's and is not at hand yet; the former owner may not have followed the DAG's last change. */
    private void adopt(Turn turn) {
        List<DagRecord> fresh = memory.catalog.dags().stream()
                .filter(dag -> memory.ownership.serverId().equals(dag.owner()))
                .map(OwnedDag::dag)
                .filter(dag -> !memory.ownership.owns(dag.dagId()))
                .toList();
        if (!fresh.isEmpty()) {
            memory.adopt(fresh.stream().map(DagRecord::dagId).toList());
            fresh.forEach(dag -> dags.follow(turn, dag, dag));
        }
    }

    /** Gives DAGs to a server that has fewer; those without unfinished runs first, because they are cheap to move. */
    private void even(Turn turn) {
        Ownership.Move move = memory.ownership.move(memory.catalog.dags());
        if (move == null) {
            return;
        }
        List<String> chosen = memory.ownership.owned().stream()
                .sorted(Comparator.comparingInt(
                                (String dagId) -> memory.runs.of(dagId).size())
                        .thenComparing(Comparator.naturalOrder()))
                .limit(Math.min(move.dags(), MOST_GIVEN))
                .toList();
        give(move.to(), chosen);
        refresh(turn);
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
        }
    }
}
