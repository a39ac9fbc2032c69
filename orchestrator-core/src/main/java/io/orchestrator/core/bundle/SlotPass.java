package io.orchestrator.core.bundle;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.core.engine.Engine;
import io.orchestrator.core.schedule.KnownSlots;
import io.orchestrator.core.schedule.SlotStore;
import io.orchestrator.core.schedule.WantedSlots;
import io.orchestrator.protocol.graph.SlotAnswer;
import io.orchestrator.protocol.graph.SlotQuestion;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the timetables in Java of this server's DAGs for more slots where they run out, keeps the answers and tells the engine.
 *
 * <p>One after the other, each in a child JVM of its own: one that throws or hangs costs its own DAG its slots, and others a
 * few seconds at most, long before they need theirs. One thread calls it.
 */
public final class SlotPass {

    private static final Logger log = LoggerFactory.getLogger(SlotPass.class);
    private static final long ENGINE_SECONDS = 60;

    private final Engine engine;
    private final SlotStore slots;
    private final AskTimetable ask;
    private final InstantSource clock;

    public SlotPass(Engine engine, BundleStore bundles, SlotStore slots, BundleSettings settings, InstantSource clock) {
        this.engine = engine;
        this.slots = slots;
        this.ask = new AskTimetable(bundles, new DescribingJvm(settings));
        this.clock = clock;
    }

    /**
     * One pass.
     *
     * @return how many timetables were asked
     * @throws InterruptedException if interrupted; no child JVM is left
     */
    public int pass() throws InterruptedException {
        if (!engine.health().serving()) {
            return 0;
        }
        int asked = 0;
        try {
            List<WantedSlots> wanted = get(engine.submit(new Command.SlotsWanted()));
            for (WantedSlots want : wanted) {
                ask(want);
                asked++;
            }
        } catch (CommandRefused e) {
            log.debug("The engine does not tell which timetables to ask: {}", e.getMessage());
        }
        return asked;
    }

    private void ask(WantedSlots want) throws InterruptedException {
        SlotQuestion question = want.question();
        try {
            SlotAnswer answer = ask.ask(want);
            keep(want, answer);
        } catch (IOException e) {
            log.warn(
                    "The timetable of DAG {} could not be asked, it is asked again by the next pass: {}",
                    question.dagId(),
                    e.getMessage());
        }
    }

    private void keep(WantedSlots want, SlotAnswer answer) throws InterruptedException {
        String dagId = want.question().dagId();
        KnownSlots before = slots.find(dagId, want.build()).orElse(null);
        KnownSlots known = KnownSlots.of(dagId, want.build(), answer, want.afterIsSlot(), before, clock.instant());
        if (known.error() != null && (before == null || !known.error().equals(before.error()))) {
            log.warn("No more slots of DAG {}: {}", dagId, known.error());
        }
        slots.save(known);
        get(engine.submit(new Command.SlotsKnown(dagId)));
    }

    private static <R> R get(Future<R> answer) throws InterruptedException {
        try {
            return answer.get(ENGINE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CommandRefused refused
                    ? refused
                    : new IllegalStateException("The engine failed to speak of slots", e.getCause());
        } catch (TimeoutException e) {
            throw new CommandRefused(
                    CommandRefused.Kind.UNAVAILABLE, "the engine did not answer within " + ENGINE_SECONDS + " s");
        }
    }
}
