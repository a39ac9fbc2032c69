package io.orchestrator.core.schedule.quartz;

import io.orchestrator.core.schedule.Alarm;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Quartz job with one one-shot trigger, moved to the earliest due instant. Quartz is called on a thread of its own, so that
 * a slow database never holds up the engine.
 *
 * <p>Each server has a trigger of its own. Whichever server of the cluster Quartz chooses to run it is told whose it is.
 */
public final class AlarmClock implements Alarm, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AlarmClock.class);

    private static final Duration LAST_MOVE = Duration.ofSeconds(2);

    private static final String GROUP = "orchestrator";

    private static final JobDetail JOB = JobBuilder.newJob(RingJob.class)
            .withIdentity("ring", GROUP)
            .withDescription("Wakes the engine when the earliest schedule falls due.")
            .storeDurably()
            .build();

    private final Scheduler scheduler;
    private final TriggerKey trigger;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("alarm-clock").daemon().factory());
    private final AtomicReference<Optional<Instant>> wanted = new AtomicReference<>(Optional.empty());

    /** What Quartz has; null: not known. */
    private volatile @Nullable Optional<Instant> set;

    /**
     * @param scheduler started and shut down by whoever made it
     * @param server names this server's alarm
     * @param ring called on a Quartz thread when an alarm rings on this server, with the name of the server whose it is;
     *     returns soon
     */
    public AlarmClock(Scheduler scheduler, String server, Consumer<String> ring) {
        this.scheduler = scheduler;
        this.trigger = TriggerKey.triggerKey(server, GROUP);
        try {
            scheduler.getContext().put(RingJob.RING, ring);
        } catch (SchedulerException e) {
            throw new IllegalStateException("The Quartz scheduler has no context; is it shut down already?", e);
        }
    }

    @Override
    public void setFor(@Nullable Instant due) {
        Optional<Instant> instant = Optional.ofNullable(due);
        wanted.set(instant);
        if (instant.equals(set)) {
            return;
        }
        try {
            thread.execute(this::move);
        } catch (RejectedExecutionException e) {
            LOG.debug("The alarm clock is closed; it is not moved any more.");
        }
    }

    /** Moves the alarm a last time if that was asked for, then no more; what is set stays set. Waits a little for that. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_MOVE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("The schedule alarm is still being moved after {}; it is left at that.", LAST_MOVE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void move() {
        Optional<Instant> due = wanted.get();
        if (due.equals(set)) {
            return;
        }
        set = null;
        try {
            if (due.isPresent()) {
                scheduler.scheduleJob(JOB, Set.of(triggerAt(due.get())), true);
            } else {
                scheduler.unscheduleJob(trigger);
            }
            set = due;
        } catch (SchedulerException | RuntimeException e) {
            LOG.warn("The schedule alarm could not be moved; it is tried again when it is set next.", e);
        }
    }

    /**
     * Ignoring misfires is what rings at once for an instant that has passed: Quartz leaves any other late trigger to its misfire
     * handler, which looks once a minute.
     */
    private Trigger triggerAt(Instant due) {
        return TriggerBuilder.newTrigger()
                .withIdentity(trigger)
                .forJob(JOB)
                .startAt(roundedUp(due))
                .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                        .withRepeatCount(0)
                        .withMisfireHandlingInstructionIgnoreMisfires())
                .build();
    }

    /** Quartz knows milliseconds: the alarm must not ring before the instant. */
    private static Date roundedUp(Instant due) {
        return Date.from(due.plusNanos(999_999));
    }
}
