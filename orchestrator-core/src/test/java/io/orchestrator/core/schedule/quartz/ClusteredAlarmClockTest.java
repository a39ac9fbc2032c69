package io.orchestrator.core.schedule.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.jdbc.TestDatabase;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.StdSchedulerFactory;

/** The alarm on the migrated tables, as a server has it. */
class ClusteredAlarmClockTest {

    private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");

    private final TestDatabase database = TestDatabase.fresh();
    private final BlockingQueue<String> rings = new LinkedBlockingQueue<>();
    private Scheduler quartz;
    private AlarmClock alarm;

    @BeforeEach
    void start() throws SchedulerException {
        quartz = new StdSchedulerFactory(properties()).getScheduler();
        quartz.start();
        alarm = new AlarmClock(quartz, "one", rings::add);
    }

    @AfterEach
    void stop() throws SchedulerException {
        alarm.close();
        quartz.shutdown(true);
    }

    @Test
    void ringsEachTimeItIsSetAndKeepsOneTriggerForAServer() throws Exception {
        alarm.setFor(PAST);
        assertThat(rings.poll(30, TimeUnit.SECONDS)).isEqualTo("one");

        alarm.setFor(FAR);
        alarm.setFor(PAST.plusSeconds(1));
        assertThat(rings.poll(30, TimeUnit.SECONDS)).isEqualTo("one");

        // The row of a trigger that has fired goes when its job has ended, which this waits for.
        quartz.shutdown(true);
        assertThat(database.query("SELECT job_name FROM qrtz_job_details")).containsExactly("ring");
        assertThat(database.query("SELECT trigger_name FROM qrtz_triggers")).isEmpty();
    }

    @Test
    void aServerThatStartsAgainMovesTheTriggerThatIsThere() throws Exception {
        alarm.setFor(FAR);
        alarm.close();
        assertThat(database.query("SELECT next_fire_time FROM qrtz_triggers"))
                .containsExactly(Long.toString(FAR.toEpochMilli()));

        alarm = new AlarmClock(quartz, "one", server -> rings.add(server + " again"));
        alarm.setFor(PAST);
        assertThat(rings.poll(30, TimeUnit.SECONDS)).isEqualTo("one again");
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "clustered-alarm-clock-test");
        properties.setProperty("org.quartz.scheduler.instanceId", "AUTO");
        properties.setProperty("org.quartz.threadPool.threadCount", "1");
        properties.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        properties.setProperty(
                "org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        properties.setProperty("org.quartz.jobStore.useProperties", "true");
        properties.setProperty("org.quartz.jobStore.dataSource", "test");
        properties.setProperty("org.quartz.dataSource.test.provider", "hikaricp");
        properties.setProperty("org.quartz.dataSource.test.driver", "org.postgresql.Driver");
        properties.setProperty("org.quartz.dataSource.test.URL", database.url());
        properties.setProperty("org.quartz.dataSource.test.user", database.user());
        properties.setProperty("org.quartz.dataSource.test.password", database.password());
        properties.setProperty("org.quartz.dataSource.test.maxConnections", "3");
        return properties;
    }
}
