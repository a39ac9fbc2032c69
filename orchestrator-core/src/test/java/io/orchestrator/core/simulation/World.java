package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.EngineStore;
import io.orchestrator.core.engine.memory.MemoryEngineStore;
import io.orchestrator.core.worker.WorkerSession;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything that one simulation consists of. */
final class World {

    private final Timeline timeline = new Timeline();
    private final Scenario scenario;
    private final Mutant mutant;
    private final Trace trace;
    private final History history;
    private final Replies replies;
    private final EngineStore database;
    private final MemoryEngineStore memory;
    private final Network network;
    private final List<SimulatedServer> servers = new ArrayList<>();
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final Users users;
    private @Nullable SimulatedServer caller;
    private long databaseDownUntil;
    private long pids = 100;

    World(long seed, Mutant mutant, boolean traced) {
        Dice dice = new Dice(seed);
        this.scenario = Scenario.random(dice.split());
        this.mutant = mutant;
        this.trace = new Trace(timeline, traced);
        Leases leases = new Leases(timeline, this::isAlive);
        this.history = new History(
                timeline,
                leases,
                new Owners(leases, trace),
                new Journal(leases, this::workerHolds, !scenario.handlesLate()),
                new Credits(),
                trace);
        this.replies = new Replies(history);
        this.memory = new MemoryEngineStore(() -> mutant.leaseClock(this));
        this.network = new Network(this, dice.split());
        this.database = mutant.store(this, new RecordedStore(memory, history, this::hint));
        for (int i = 0; i < scenario.servers(); i++) {
            servers.add(new SimulatedServer(this, i, dice.split()));
        }
        for (int i = 0; i < scenario.workers(); i++) {
            workers.add(new SimulatedWorker(this, i, dice.split()));
        }
        this.users = new Users(this, dice.split());
    }

    Timeline timeline() {
        return timeline;
    }

    Scenario scenario() {
        return scenario;
    }

    Mutant mutant() {
        return mutant;
    }

    Trace trace() {
        return trace;
    }

    History history() {
        return history;
    }

    Replies replies() {
        return replies;
    }

    EngineStore database() {
        return database;
    }

    MemoryEngineStore memory() {
        return memory;
    }

    Network network() {
        return network;
    }

    List<SimulatedServer> servers() {
        return servers;
    }

    List<SimulatedWorker> workers() {
        return workers;
    }

    Users users() {
        return users;
    }

    boolean hasTrouble(Trouble trouble) {
        return timeline.now() < scenario.faultsEnd() && scenario.has(trouble);
    }

    /** The server whose call the database is at, or null. */
    @Nullable
    SimulatedServer caller() {
        return caller;
    }

    void calls(@Nullable SimulatedServer server) {
        caller = server;
    }

    long newPid() {
        return pids++;
    }

    boolean isAlive(long pid) {
        return servers.stream().anyMatch(server -> server.pid() == pid);
    }

    void stopDatabase(long time) {
        databaseDownUntil = timeline.now() + time;
    }

    void startDatabase() {
        databaseDownUntil = 0;
    }

    boolean databaseIsUp() {
        return databaseDownUntil <= timeline.now();
    }

    @Nullable
    SimulatedWorker workerOf(UUID sessionId) {
        return workers.stream()
                .filter(worker -> worker.isAt(sessionId))
                .findFirst()
                .orElse(null);
    }

    private boolean workerHolds(UUID sessionId, UUID attemptId) {
        SimulatedWorker worker = workerOf(sessionId);
        return worker != null && worker.holds(attemptId);
    }

    @Nullable
    SimulatedServer server(UUID serverId) {
        return servers.stream()
                .filter(server -> serverId.equals(server.serverId()))
                .findFirst()
                .orElse(null);
    }

    private void hint(UUID from) {
        network.hint(from);
    }

    /** What servers know of the places at workers. */
    private final class Credits implements History.Allowance {
        @Override
        public int of(UUID serverId, UUID sessionId) {
            SimulatedServer server = server(serverId);
            WorkerSession session = history.leases().session(sessionId);
            return server == null || session == null
                    ? Integer.MAX_VALUE
                    : server.knowledge().credit(session);
        }

        @Override
        public boolean knows(UUID serverId, String dagId) {
            SimulatedServer server = server(serverId);
            return server != null && server.knowledge().decidesOn(dagId);
        }
    }
}
