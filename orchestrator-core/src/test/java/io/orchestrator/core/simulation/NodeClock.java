package io.orchestrator.core.simulation;

import java.time.Instant;

/** Judges leases by the clock of whichever server asks. */
final class NodeClock implements Mutant {

    @Override
    public Instant leaseClock(World world) {
        SimulatedServer caller = world.caller();
        return caller == null ? world.timeline().instant() : caller.time();
    }
}
