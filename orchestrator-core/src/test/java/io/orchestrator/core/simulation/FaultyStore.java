package io.orchestrator.core.simulation;

import io.orchestrator.core.server.ServerRecord;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** The database as one server reaches it: across a network, and with a process that may die or stand still at any call. */
final class FaultyStore extends ForwardingStore {

    private final World world;
    private final SimulatedServer server;

    FaultyStore(World world, SimulatedServer server) {
        super(world.database());
        this.world = world;
        this.server = server;
    }

    @Override
    <T> T call(String method, Supplier<T> work) {
        StorePlan plan = server.planFor(method);
        if (plan != null && !plan.after()) {
            carryOut(plan, method);
        }
        if (!server.reachesDatabase()) {
            throw new StoreUnavailable("the database is not there", null);
        }
        T result = reach(work);
        if (plan != null && plan.after()) {
            carryOut(plan, method);
        }
        return result;
    }

    private <T> T reach(Supplier<T> work) {
        world.calls(server);
        try {
            return work.get();
        } catch (StoreUnavailable | LeaseLost | CatalogMoved e) {
            throw e;
        } catch (RuntimeException e) {
            throw new Broken("the database refused what a server wrote", e);
        } finally {
            world.calls(null);
        }
    }

    private void carryOut(StorePlan plan, String method) {
        world.trace().add(server.name(), "%s %s its call %s", plan.kind(), plan.after() ? "after" : "before", method);
        switch (plan.kind()) {
            case CRASH -> server.crashWithinTurn();
            case PAUSE -> server.standStillWithinTurn(plan.pause());
            case UNKNOWN_OUTCOME -> throw new StoreUnavailable("the answer was lost", null);
        }
    }

    @Override
    public List<ServerRecord> openServers() {
        List<ServerRecord> open = super.openServers();
        server.knowledge().sawServers(open.size());
        return open;
    }

    @Override
    public List<Long> unsettledRuns(Collection<String> dagIds) {
        List<Long> runs = super.unsettledRuns(dagIds);
        server.knowledge().tookIn(dagIds);
        return runs;
    }

    @Override
    public List<String> giveDags(UUID from, UUID to, Collection<String> dagIds) {
        List<String> given = super.giveDags(from, to, dagIds);
        server.knowledge().gave(given);
        return given;
    }
}
