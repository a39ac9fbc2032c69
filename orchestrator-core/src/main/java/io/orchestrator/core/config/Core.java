package io.orchestrator.core.config;

import com.zaxxer.hikari.HikariDataSource;
import io.orchestrator.core.bundle.BundleScan;
import io.orchestrator.core.bundle.BundleSettings;
import io.orchestrator.core.bundle.BundleStore;
import io.orchestrator.core.bundle.DeployBundle;
import io.orchestrator.core.bundle.DescribeBundle;
import io.orchestrator.core.bundle.Doubts;
import io.orchestrator.core.bundle.PassLoop;
import io.orchestrator.core.bundle.SlotPass;
import io.orchestrator.core.bundle.jdbc.JdbcBundleStore;
import io.orchestrator.core.dag.DagCheck;
import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.Engine;
import io.orchestrator.core.engine.EngineLoop;
import io.orchestrator.core.engine.EngineSettings;
import io.orchestrator.core.engine.IdSource;
import io.orchestrator.core.engine.TurnListener;
import io.orchestrator.core.engine.jdbc.JdbcEngineStore;
import io.orchestrator.core.engine.jdbc.JdbcHints;
import io.orchestrator.core.jdbc.StoreDataSources;
import io.orchestrator.core.log.LogStore;
import io.orchestrator.core.log.jdbc.JdbcLogStore;
import io.orchestrator.core.maintenance.jdbc.RunPartitions;
import io.orchestrator.core.schedule.ScheduleCheck;
import io.orchestrator.core.schedule.SlotStore;
import io.orchestrator.core.schedule.jdbc.JdbcSlotStore;
import io.orchestrator.core.schedule.quartz.AlarmClock;
import io.orchestrator.core.server.ServerPlace;
import io.orchestrator.core.server.ServerRecord;
import io.orchestrator.core.server.SteadyClock;
import io.orchestrator.core.worker.Dispatch;
import io.orchestrator.protocol.graph.BundleDescription;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.quartz.Scheduler;

/** The whole core on a PostgreSQL that has been migrated: how its objects are wired, started and stopped. */
public final class Core implements AutoCloseable {

    private static final int LOG_CONNECTIONS = 3;
    private static final int BUNDLE_CONNECTIONS = 3;
    private static final Duration STOP = Duration.ofSeconds(10);

    private final HikariDataSource engineData;
    private final HikariDataSource logData;
    private final HikariDataSource bundleData;
    private final JdbcHints hints;
    private final EngineLoop loop;
    private final Thread loopThread;
    private final String name;
    private final AlarmClock alarm;
    private final LogStore logs;
    private final BundleStore bundles;
    private final DeployBundle deploy;
    private final PassLoop scan;
    private final PassLoop slots;
    private final RunPartitions partitions;
    private final Clock clock;
    private final ScheduledExecutorService chores = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("chores").daemon().factory());

    /** Where the database is. */
    public record Database(String url, String user, String password) {}

    public Core(
            Database database,
            ServerRecord self,
            EngineSettings settings,
            BundleSettings bundleSettings,
            Dispatch dispatch,
            TurnListener listener,
            Scheduler quartz,
            IdSource ids,
            Clock clock,
            Function<BundleDescription, Doubts> doubts) {
        SecureRandom random = new SecureRandom();
        this.clock = clock;
        engineData = StoreDataSources.engine(database.url(), database.user(), database.password());
        logData = StoreDataSources.logs(database.url(), database.user(), database.password(), LOG_CONNECTIONS);
        bundleData = StoreDataSources.logs(database.url(), database.user(), database.password(), BUNDLE_CONNECTIONS);
        name = ids.uuid(clock.instant()).toString();
        alarm = new AlarmClock(quartz, name, this::ring);
        loop = new EngineLoop(
                new JdbcEngineStore(engineData, random),
                dispatch,
                new AlarmedListener(alarm, listener),
                self,
                ServerPlace::isGone,
                settings,
                ids,
                new SteadyClock(clock));
        hints = new JdbcHints(
                () -> DriverManager.getConnection(database.url(), database.user(), database.password()),
                () -> loop.submit(new Command.Hint()));
        loopThread = Thread.ofPlatform().name("engine").unstarted(loop);
        logs = new JdbcLogStore(logData, random);
        bundles = new JdbcBundleStore(bundleData, settings.notifications());
        SlotStore slotStore = new JdbcSlotStore(bundleData);
        DagCheck check = new DagCheck(ScheduleCheck::faults);
        deploy = new DeployBundle(loop, bundles, slotStore, new DescribeBundle(bundleSettings), check, doubts, clock);
        BundleScan bundleScan = new BundleScan(bundleSettings, loop, bundles, deploy);
        scan = new PassLoop("bundle-scan", bundleScan::pass, bundleSettings.scanInterval());
        SlotPass slotPass = new SlotPass(loop, bundles, slotStore, bundleSettings, clock);
        slots = new PassLoop("timetables", slotPass::pass, settings.pass());
        partitions = new RunPartitions(bundleData, random);
    }

    /** @param server whose alarm it is; Quartz may ring it on any server */
    private void ring(String server) {
        if (server.equals(name)) {
            loop.submit(new Command.Ring());
        } else {
            hints.send();
        }
    }

    public Engine engine() {
        return loop;
    }

    public LogStore logs() {
        return logs;
    }

    public BundleStore bundles() {
        return bundles;
    }

    public DeployBundle deploy() {
        return deploy;
    }

    /** Partitions first: no run is written before its partition is there. */
    public void start() {
        partitions.pass(clock.instant());
        chores.scheduleAtFixedRate(() -> partitions.pass(clock.instant()), 1, 1, TimeUnit.DAYS);
        loopThread.start();
        hints.start();
        scan.start();
        slots.start();
    }

    @Override
    public void close() {
        scan.close();
        slots.close();
        chores.shutdownNow();
        hints.close();
        loop.close();
        try {
            loopThread.join(STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        alarm.close();
        engineData.close();
        logData.close();
        bundleData.close();
    }
}
