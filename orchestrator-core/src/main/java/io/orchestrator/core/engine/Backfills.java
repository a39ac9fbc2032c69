package io.orchestrator.core.engine;

import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.backfill.BackfillDate;
import io.orchestrator.core.backfill.OpenBackfill;
import io.orchestrator.core.run.DagRun;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The backfills of this server's DAGs. What is left of one is what has neither a run nor a note that it is left out: it is read
 * from those rows, and counted nowhere.
 */
final class Backfills {

    private static final int KNOWN = 200;

    private final EngineStore store;
    private final TreeMap<String, Open> open = new TreeMap<>();
    private final Map<Long, Backfill> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Backfill> eldest) {
            return size() > KNOWN;
        }
    };

    /** A backfill that is not over, with the dates that are left to run. */
    static final class Open {
        private Backfill backfill;
        private final Deque<BackfillDate> left;
        private final Map<Instant, Integer> refused = new HashMap<>();

        private Open(Backfill backfill, List<BackfillDate> left) {
            this.backfill = backfill;
            this.left = new ArrayDeque<>(left);
        }

        Backfill backfill() {
            return backfill;
        }

        Lane lane() {
            return new Lane(backfill.dagId(), backfill.id());
        }

        boolean hasDatesLeft() {
            return !left.isEmpty();
        }

        List<BackfillDate> next(int most) {
            return left.stream().limit(most).toList();
        }

        /** The next date has a run now, or is left out. */
        void done() {
            left.remove();
        }

        /** How often a run of this date could not be written. */
        int refusals(Instant date) {
            return refused.getOrDefault(date, 0);
        }
    }

    Backfills(EngineStore store) {
        this.store = store;
    }

    void clear() {
        open.clear();
        known.clear();
    }

    /** Reads those of these DAGs. */
    void load(Collection<String> dagIds) {
        release(dagIds);
        for (OpenBackfill read : store.openBackfills(dagIds)) {
            add(read.backfill(), read.left());
        }
    }

    void release(Collection<String> dagIds) {
        dagIds.forEach(open::remove);
    }

    /** Runs of these dates could not be written: what is left is read again, and what was refused is remembered. */
    void refused(String dagId, Collection<Instant> dates) {
        Open before = open.get(dagId);
        load(List.of(dagId));
        Open now = open.get(dagId);
        if (now != null && before != null && before.backfill.id() == now.backfill.id()) {
            now.refused.putAll(before.refused);
        }
        if (now != null) {
            dates.forEach(date -> now.refused.merge(date, 1, Integer::sum));
        }
    }

    void add(Backfill backfill, List<BackfillDate> left) {
        open.put(backfill.dagId(), new Open(backfill, left));
    }

    void put(Backfill backfill) {
        Open there = open.get(backfill.dagId());
        if (there != null && there.backfill.id() == backfill.id()) {
            there.backfill = backfill;
            if (backfill.isOver()) {
                open.remove(backfill.dagId());
                known.put(backfill.id(), backfill);
            }
        }
    }

    /** Those that are not over, by their DAGs. */
    List<Open> open() {
        return List.copyOf(open.values());
    }

    /** The one of a DAG that is not over, or null. */
    @Nullable
    Backfill open(String dagId) {
        Open there = open.get(dagId);
        return there == null ? null : there.backfill;
    }

    /** The backfill that a run belongs to, over or not; null: none. */
    @Nullable
    Backfill of(DagRun run) {
        Long id = run.backfillId();
        if (id == null) {
            return null;
        }
        Backfill active = open(run.dagId());
        return active != null && active.id() == id ? active : find(id);
    }

    private @Nullable Backfill find(long id) {
        Backfill there = known.get(id);
        if (there == null) {
            there = store.backfill(id).orElse(null);
            if (there != null) {
                known.put(id, there);
            }
        }
        return there;
    }

    /** Whether a run is the first of its backfill, which has no past of its own. */
    boolean isFirst(DagRun run) {
        Backfill backfill = of(run);
        return backfill != null && backfill.first() != null && backfill.first().equals(run.logicalDate());
    }
}
