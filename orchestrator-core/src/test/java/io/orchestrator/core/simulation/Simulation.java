package io.orchestrator.core.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One seed: a world, faults for a while, and then quiet within a bound. */
final class Simulation {

    /** When nothing goes wrong any more, so long nothing may happen while something is still to be done. */
    private static final long STUCK = 60 * Timeline.SECOND;

    /** So long everything may take to be done then: more than the work of any seed, so that only what goes round in circles does. */
    private static final long BOUND = 400 * Timeline.SECOND;

    private final long seed;
    private final World world;
    private final Faults faults;

    /**
     * How a seed ended.
     *
     * @param broken what was broken, or null: nothing
     * @param quietAfter how long after the last fault everything was done
     */
    record Result(
            long seed,
            @Nullable String broken,
            int faults,
            long events,
            int attempts,
            int lost,
            int needless,
            long quietAfter,
            long digest,
            String trace) {}

    private Simulation(long seed, Mutant mutant, boolean traced) {
        this.seed = seed;
        this.world = new World(seed, mutant, traced);
        this.faults = new Faults(world, new Dice(~seed));
    }

    static Result run(long seed, Mutant mutant) {
        return new Simulation(seed, mutant, false).run();
    }

    /** The same once more, with all that happened as text. */
    static Result replay(long seed, Mutant mutant) {
        return new Simulation(seed, mutant, true).run();
    }

    private Result run() {
        long quiet = 0;
        String broken = null;
        try {
            quiet = play();
        } catch (Broken e) {
            broken = e.getMessage() + (e.getCause() == null ? "" : ", because: " + cause(e.getCause()));
        }
        int[] counts = world.history().journal().counts();
        return new Result(
                seed,
                broken,
                faults.count(),
                world.timeline().count(),
                counts[0],
                counts[1],
                counts[3],
                quiet,
                world.trace().digest(),
                broken == null && !world.trace().on()
                        ? ""
                        : heading() + world.trace().text());
    }

    private String heading() {
        return "%s%n%s%n".formatted(world.scenario(), world.users().dags());
    }

    private static String cause(Throwable cause) {
        StringBuilder text = new StringBuilder(cause.toString());
        for (int i = 0; i < Math.min(12, cause.getStackTrace().length); i++) {
            text.append("\n    at ").append(cause.getStackTrace()[i]);
        }
        return text.toString();
    }

    private long play() {
        Timeline timeline = world.timeline();
        world.servers().forEach(server -> timeline.after(server.number() * 100L * Timeline.MILLI, server::start));
        world.workers().forEach(worker -> timeline.after(300 * Timeline.MILLI, worker::start));
        timeline.after(500 * Timeline.MILLI, world.users()::begin);
        faults.begin();
        timeline.runUntil(world.scenario().faultsEnd());
        heal();
        long healed = timeline.now();
        EndCheck end = new EndCheck(world);
        List<String> open = end.open();
        for (int second = 1; !open.isEmpty(); second++) {
            long idle = timeline.now() - Math.max(healed, world.history().lastChange());
            if (idle > STUCK || timeline.now() > healed + BOUND) {
                throw new Broken("not quiet " + (timeline.now() - healed) / Timeline.SECOND
                        + " s after the last fault: " + String.join("; ", open));
            }
            timeline.runUntil(timeline.now() + Timeline.SECOND);
            open = end.open();
            if (second % 10 == 0) {
                world.users().mend();
                world.trace().tell("world", "still to be done: %s", open);
            }
        }
        end.holdPromises();
        return timeline.now() - healed;
    }

    private void heal() {
        world.trace().add("world", "nothing goes wrong any more");
        world.startDatabase();
        world.network().heal();
        world.servers().forEach(SimulatedServer::heal);
        world.workers().forEach(SimulatedWorker::heal);
        world.users().heal();
    }
}
