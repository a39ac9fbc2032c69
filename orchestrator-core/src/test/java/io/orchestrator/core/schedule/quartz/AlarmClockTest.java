package io.orchestrator.core.schedule.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.impl.StdSchedulerFactory;

class AlarmClockTest {

    private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");

    private final BlockingQueue<String> rings = new LinkedBlockingQueue<>();
    /** What Quartz was told, by the alarm's own thread: an instant, or nothing to take the alarm away. */
    private final BlockingQueue<Optional<Instant>> moves = new LinkedBlockingQueue<>();

    private final AtomicInteger failures = new AtomicInteger();

    private Scheduler quartz;
    private AlarmClock alarm;

    @BeforeEach
    void start() throws SchedulerException {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "alarm-clock-test");
        properties.setProperty("org.quartz.threadPool.threadCount", "1");
        properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        quartz = new StdSchedulerFactory(properties).getScheduler();
        quartz.start();
        alarm = new AlarmClock(watched(quartz), "one", rings::add);
    }

    @AfterEach
    void stop() throws SchedulerException {
        alarm.close();
        quartz.shutdown(true);
    }

    @Test
    void ringsWhenTheInstantHasCome() throws Exception {
        alarm.setFor(Instant.now().plusMillis(50));

        assertThat(rings.poll(30, TimeUnit.SECONDS)).isEqualTo("one");
    }

    @Test
    void ringsAtOnceForAnInstantThatHasPassed() throws Exception {
        alarm.setFor(Instant.parse("2020-01-01T00:00:00Z"));

        assertThat(rings.poll(30, TimeUnit.SECONDS)).isEqualTo("one");
    }

    @Test
    void ringsAgainAfterItWasMovedEarlier() throws Exception {
        alarm.setFor(FAR);
        alarm.setFor(Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(rings.poll(30, TimeUnit.SECONDS)).isEqualTo("one");

        alarm.setFor(Instant.parse("2020-01-02T00:00:00Z"));
        assertThat(rings.poll(30, TimeUnit.SECONDS)).isEqualTo("one");
    }

    @Test
    void settingTheSameInstantAgainDoesNothing() throws Exception {
        alarm.setFor(FAR);
        assertThat(nextMove()).contains(FAR);

        alarm.setFor(FAR);
        alarm.setFor(FAR.plusSeconds(1));
        assertThat(nextMove()).contains(FAR.plusSeconds(1));
        assertThat(moves).isEmpty();
    }

    @Test
    void noInstantTakesTheAlarmAway() throws Exception {
        alarm.setFor(FAR);
        assertThat(nextMove()).contains(FAR);

        alarm.setFor(null);
        assertThat(nextMove()).isEmpty();
        assertThat(quartz.getTriggerGroupNames()).isEmpty();
    }

    @Test
    void aFailedMoveIsTriedAgainAtTheNextSetAndNeverThrown() throws Exception {
        failures.set(1);
        alarm.setFor(FAR);
        assertThat(nextMove()).contains(FAR);

        alarm.setFor(FAR);
        assertThat(nextMove()).contains(FAR);
    }

    @Test
    void aRingThatThrowsDoesNotStopLaterOnes() throws Exception {
        BlockingQueue<String> attempts = new LinkedBlockingQueue<>();
        AlarmClock failing = new AlarmClock(quartz, "one", server -> {
            attempts.add(server);
            throw new IllegalStateException("the engine is closed");
        });
        failing.setFor(Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(attempts.poll(30, TimeUnit.SECONDS)).isEqualTo("one");

        failing.setFor(Instant.parse("2020-01-02T00:00:00Z"));
        assertThat(attempts.poll(30, TimeUnit.SECONDS)).isEqualTo("one");
        failing.close();
    }

    @Test
    void aClosedAlarmIsNotMovedAndDoesNotThrow() {
        alarm.close();

        alarm.setFor(FAR);

        assertThat(moves).isEmpty();
    }

    private Optional<Instant> nextMove() throws InterruptedException {
        Optional<Instant> move = moves.poll(30, TimeUnit.SECONDS);
        assertThat(move).isNotNull();
        return move;
    }

    /** Passes every call on, after noting it, or fails it as often as asked. */
    private Scheduler watched(Scheduler scheduler) {
        return (Scheduler) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Scheduler.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("unscheduleJob")) {
                        Object result = method.invoke(scheduler, arguments);
                        moves.add(Optional.empty());
                        return result;
                    }
                    if (method.getName().equals("scheduleJob")) {
                        Trigger trigger =
                                (Trigger) ((Set<?>) arguments[1]).iterator().next();
                        moves.add(Optional.of(trigger.getStartTime().toInstant()));
                        if (failures.getAndDecrement() > 0) {
                            throw new SchedulerException("the database is away");
                        }
                    }
                    try {
                        return method.invoke(scheduler, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
