package io.orchestrator.core.engine.jdbc;

import io.orchestrator.core.engine.TurnWrites;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.core.jdbc.Columns;
import io.orchestrator.core.jdbc.Database;
import io.orchestrator.core.jdbc.Pipeline;
import io.orchestrator.core.pool.Pool;
import io.orchestrator.core.pool.PoolSlot;
import io.orchestrator.core.pool.PoolUse;
import io.orchestrator.core.pool.PoolWrites;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pools and the slots that attempts take, written, counted and read. */
final class PoolRows {

    private PoolRows() {}

    static List<PoolUse> read(Connection connection) throws SQLException {
        return Database.list(
                connection,
                PoolSql.SELECT,
                statement -> {},
                row -> new PoolUse(
                        new Pool(
                                row.text("name"),
                                row.integer("slots"),
                                row.textOrNull("description"),
                                row.bool("include_deferred")),
                        row.integer("used")));
    }

    /** What the database said of the pools that this turn takes slots of. */
    record Counted(List<RunWrites> runs, Pipeline.@Nullable Step<Slots> held, Pipeline.@Nullable Step<Slots> used) {

        /** The runs whose attempts do not fit: another server was faster, or the pool is gone or smaller by now. */
        Set<Long> overfull() {
            if (held == null || used == null) {
                return Set.of();
            }
            Map<String, Integer> limits = new HashMap<>();
            held.rows().forEach(pool -> limits.put(pool.pool(), pool.slots()));
            Set<String> full = new HashSet<>();
            used.rows().stream()
                    .filter(pool -> !fits(limits.get(pool.pool()), pool.slots()))
                    .forEach(pool -> full.add(pool.pool()));
            Set<Long> keys = new HashSet<>();
            runs.stream()
                    .filter(run -> run.pools().taken().stream().anyMatch(slot -> full.contains(slot.pool())))
                    .forEach(run -> keys.add(run.run().runKey()));
            return keys;
        }

        private static boolean fits(@Nullable Integer limit, int used) {
            return limit != null && (limit < 0 || used <= limit);
        }
    }

    /** A pool and a number of slots. */
    record Slots(String pool, int slots) {}

    /** Holds the pools before anything is taken of them, and counts in a statement of its own what all servers have taken. */
    static Counted write(Pipeline pipeline, TurnWrites turn) {
        List<PoolWrites> writes = Stream.concat(
                        Stream.of(turn.pools()), turn.runs().stream().map(RunWrites::pools))
                .filter(pools -> !pools.isEmpty())
                .toList();
        List<PoolSlot> taken =
                writes.stream().flatMap(pools -> pools.taken().stream()).toList();
        Object[] names = taken.stream().map(PoolSlot::pool).distinct().sorted().toArray();
        Pipeline.Step<Slots> held = names.length == 0 ? null : slots(pipeline, PoolSql.HOLD, names, "slots");
        put(pipeline, turn.pools());
        free(pipeline, writes.stream().flatMap(pools -> pools.freed().stream()).toList());
        if (!taken.isEmpty()) {
            pipeline.update(
                    PoolSql.TAKE,
                    Columns.of(taken)
                            .uuid(PoolSlot::attemptId)
                            .text(PoolSlot::pool)
                            .bigint(PoolSlot::runKey)
                            .integer(PoolSlot::slots));
        }
        return new Counted(turn.runs(), held, names.length == 0 ? null : slots(pipeline, PoolSql.COUNT, names, "used"));
    }

    private static Pipeline.Step<Slots> slots(Pipeline pipeline, String statement, Object[] names, String column) {
        return pipeline.list(
                statement,
                (first, bound) -> bound.setArray(first, bound.getConnection().createArrayOf("text", names)),
                row -> new Slots(row.text("name"), row.integer(column)));
    }

    private static void put(Pipeline pipeline, PoolWrites pools) {
        if (!pools.put().isEmpty()) {
            pipeline.update(
                    PoolSql.PUT,
                    Columns.of(pools.put())
                            .text(Pool::name)
                            .integer(Pool::slots)
                            .text(Pool::description)
                            .bool(Pool::includeDeferred));
        }
        List<String> touched = new ArrayList<>(pools.gone());
        pools.put().forEach(pool -> touched.add(pool.name()));
        names(pipeline, PoolSql.SWEEP, touched);
        names(pipeline, PoolSql.DELETE, pools.gone());
    }

    private static void names(Pipeline pipeline, String statement, List<String> names) {
        if (!names.isEmpty()) {
            pipeline.update(
                    statement,
                    (first, bound) ->
                            bound.setArray(first, bound.getConnection().createArrayOf("text", names.toArray())));
        }
    }

    private static void free(Pipeline pipeline, List<UUID> attempts) {
        if (!attempts.isEmpty()) {
            pipeline.update(
                    PoolSql.FREE,
                    (first, bound) ->
                            bound.setArray(first, bound.getConnection().createArrayOf("uuid", attempts.toArray())));
        }
    }
}
