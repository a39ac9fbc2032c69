package io.orchestrator.web.retention;

import io.orchestrator.core.dataset.jdbc.DatasetRetention;
import io.orchestrator.core.maintenance.jdbc.RunRetention;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Takes away runs, and versions of datasets, that are older than they are kept, some time after the start and then every hour. */
@Component
final class RetentionChore implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionChore.class);
    private static final int FIRST_MINUTES = 10;
    private static final int EVERY_MINUTES = 60;

    private final RetentionSettings settings;
    private final RunRetention retention;
    private final DatasetRetention datasets;
    private final Clock clock;
    private @Nullable ScheduledExecutorService clockwork;

    RetentionChore(RetentionSettings settings, DataSource database, Clock clock) {
        this.settings = settings;
        this.retention = new RunRetention(database, new SecureRandom());
        this.datasets = new DatasetRetention(database, new SecureRandom());
        this.clock = clock;
    }

    @Override
    public synchronized void start() {
        clockwork = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("retention").daemon().factory());
        if (settings.days() > 0) {
            clockwork.scheduleWithFixedDelay(this::pass, FIRST_MINUTES, EVERY_MINUTES, TimeUnit.MINUTES);
        }
        if (!settings.keepsAllDatasets()) {
            clockwork.scheduleWithFixedDelay(this::datasetPass, FIRST_MINUTES, EVERY_MINUTES, TimeUnit.MINUTES);
        }
    }

    /** A pass that fails must not be the last one. */
    private void pass() {
        try {
            var before = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(settings.days());
            for (var window : retention.windows(before)) {
                if (window.isDue()) {
                    LOG.info(
                            "Took away {} runs of the 30 days from {}; {} are kept",
                            retention.drop(window, "retention"),
                            window.from(),
                            window.kept());
                }
            }
            var events = retention.dropAssetEvents(before);
            if (events > 0) {
                LOG.info("Took away {} events of assets from before {}", events, before);
            }
        } catch (DataAccessException failure) {
            LOG.warn("Could not take away old runs; the next pass tries again: {}", failure.getMessage());
        }
    }

    private void datasetPass() {
        try {
            int gone = datasets.pass(settings.datasetVersions(), settings.datasetDays());
            if (gone > 0) {
                LOG.info("Took away {} old versions of datasets", gone);
            }
        } catch (DataAccessException failure) {
            LOG.warn(
                    "Could not take away old versions of datasets; the next pass tries again: {}",
                    failure.getMessage());
        }
    }

    @Override
    public synchronized void stop() {
        if (clockwork != null) {
            clockwork.shutdownNow();
            clockwork = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return clockwork != null;
    }
}
