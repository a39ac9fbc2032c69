package io.orchestrator.core.engine;

import io.orchestrator.core.pool.Pool;
import io.orchestrator.protocol.graph.LimitSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What people ask of pools. Any server does it; the others read of it with their next pass. */
final class PoolCommands {

    private final EngineMemory memory;

    PoolCommands(EngineMemory memory) {
        this.memory = memory;
    }

    void put(Turn turn, Request<Pool> request, Command.PutPool ask) {
        Pool pool = ask.pool();
        if (!Pool.isName(pool.name())) {
            throw invalid("the pool name \"" + pool.name()
                    + "\" is not allowed: use 1 to 200 of the characters A-Z a-z 0-9 _ . -");
        }
        if (pool.slots() < -1) {
            throw invalid("pool " + pool.name() + " cannot have " + pool.slots()
                    + " slots: use 0 or more, or -1 for no limit");
        }
        boolean isNew = memory.pools.pool(pool.name()) == null;
        turn.put(pool);
        turn.audit(ask.actor(), isNew ? "pool.create" : "pool.change", null, detail(pool));
        turn.answer(request, pool);
        turn.afterwards(failed -> memory.pools.readAgain());
    }

    private static JsonNode detail(Pool pool) {
        return JsonNodeFactory.instance.objectNode().put("pool", pool.name()).put("slots", pool.slots());
    }

    void delete(Turn turn, Request<Boolean> request, Command.DeletePool ask) {
        Pool pool = memory.pools.pool(ask.name());
        if (ask.name().equals(LimitSpec.DEFAULT_POOL)) {
            throw invalid(
                    "the default pool cannot be deleted: tasks that name no pool are in it; give it slots instead");
        }
        if (pool == null) {
            throw new CommandRefused(CommandRefused.Kind.NOT_FOUND, "there is no pool \"" + ask.name() + "\"");
        }
        turn.remove(pool);
        turn.audit(ask.actor(), "pool.delete", null, detail(pool));
        turn.answer(request, true);
        turn.afterwards(failed -> memory.pools.readAgain());
    }

    private static CommandRefused invalid(String message) {
        return new CommandRefused(CommandRefused.Kind.INVALID, message);
    }
}
