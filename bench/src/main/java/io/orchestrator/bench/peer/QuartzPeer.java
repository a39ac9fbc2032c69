package io.orchestrator.bench.peer;

import io.orchestrator.bench.yardstick.Access;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.simpl.SimpleThreadPool;

/** Quartz. Each task of a chain is a durable job that a trigger fires once; a job schedules the trigger of the next one. */
final class QuartzPeer extends Peer {

    private static final int CHAINS = 64;
    private static final String PEER = "peer";

    private final Scheduler scheduler;

    private QuartzPeer(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    static Peer open(Access access) throws SQLException, SchedulerException, IOException {
        try (Connection connection = access.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(schema());
        }
        Scheduler scheduler = new StdSchedulerFactory(settings(access)).getScheduler();
        QuartzPeer peer = new QuartzPeer(scheduler);
        scheduler.getContext().put(PEER, peer);
        for (int step = 0; step < TASKS; step++) {
            JobDetail job = JobBuilder.newJob(Step.class)
                    .withIdentity("task-" + step)
                    .usingJobData("step", Integer.toString(step))
                    .storeDurably()
                    .build();
            scheduler.addJob(job, true);
        }
        for (int chain = 0; chain < CHAINS; chain++) {
            fire(scheduler, 0);
        }
        return peer;
    }

    /** Quartz's own tables, as its jar has them. */
    private static String schema() throws IOException {
        try (InputStream sql = JobStoreTX.class.getResourceAsStream("tables_postgres.sql")) {
            if (sql == null) {
                throw new IOException("Quartz's jar has no tables_postgres.sql any more.");
            }
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Properties settings(Access access) {
        Properties settings = new Properties();
        settings.put("org.quartz.scheduler.instanceName", "peer");
        settings.put("org.quartz.scheduler.instanceId", "AUTO");
        settings.put("org.quartz.scheduler.skipUpdateCheck", "true");
        settings.put("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", Integer.toString(THREADS));
        settings.put("org.quartz.threadPool.class", SimpleThreadPool.class.getName());
        settings.put("org.quartz.threadPool.threadCount", Integer.toString(THREADS));
        settings.put("org.quartz.jobStore.class", JobStoreTX.class.getName());
        settings.put("org.quartz.jobStore.driverDelegateClass", PostgreSQLDelegate.class.getName());
        settings.put("org.quartz.jobStore.isClustered", "true");
        settings.put("org.quartz.jobStore.useProperties", "true");
        settings.put("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        settings.put("org.quartz.jobStore.dataSource", "peer");
        settings.put("org.quartz.dataSource.peer.provider", "hikaricp");
        settings.put("org.quartz.dataSource.peer.driver", "org.postgresql.Driver");
        settings.put("org.quartz.dataSource.peer.URL", access.url());
        settings.put("org.quartz.dataSource.peer.user", access.user());
        settings.put("org.quartz.dataSource.peer.password", access.password());
        settings.put("org.quartz.dataSource.peer.maxConnections", Integer.toString(THREADS + 4));
        return settings;
    }

    private static void fire(Scheduler scheduler, int step) throws SchedulerException {
        scheduler.scheduleJob(
                TriggerBuilder.newTrigger().forJob("task-" + step).startNow().build());
    }

    /** One task of a chain. */
    public static final class Step implements Job {

        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            try {
                Object peer = context.getScheduler().getContext().get(PEER);
                ((QuartzPeer) require(peer)).taskDone();
                int step = Integer.parseInt(context.getMergedJobDataMap().getString("step"));
                fire(context.getScheduler(), (step + 1) % TASKS);
            } catch (SchedulerException failure) {
                throw new JobExecutionException(failure);
            }
        }

        private static Object require(@Nullable Object peer) {
            if (peer == null) {
                throw new IllegalStateException("the scheduler's context has lost its peer");
            }
            return peer;
        }
    }

    @Override
    public String name() {
        return "Quartz";
    }

    @Override
    public void start() throws SchedulerException {
        scheduler.start();
    }

    @Override
    public void pause() throws SchedulerException {
        scheduler.standby();
    }

    @Override
    public void close() throws SchedulerException {
        scheduler.shutdown(true);
    }
}
