package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.EngineStore;
import io.orchestrator.protocol.worker.ServerMessage;
import java.time.Instant;
import java.util.UUID;

/** A rule of the engine, broken on purpose in one world, to see that the checks notice. */
interface Mutant {

    /** The engine as it is. */
    Mutant NONE = new Mutant() {};

    /** The clock that judges leases. */
    default Instant leaseClock(World world) {
        return world.timeline().instant();
    }

    /** What lies between the servers and the database. */
    default EngineStore store(World world, EngineStore recorded) {
        return recorded;
    }

    /** A request as the server gets it. */
    default <R> Command<R> onArrival(World world, SimulatedServer server, Command<R> command) {
        return command;
    }

    /** A server pushes something to a worker. */
    default void onPush(SimulatedServer server, UUID sessionId, ServerMessage message) {}
}
