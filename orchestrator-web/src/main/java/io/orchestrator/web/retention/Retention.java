package io.orchestrator.web.retention;

import io.orchestrator.core.dataset.jdbc.DatasetRetention;
import io.orchestrator.core.maintenance.jdbc.RunRetention;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes away runs, and versions of datasets, that are older than they are kept. */
@Component
final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final RetentionSettings settings;
    private final RunRetention runs;
    private final DatasetRetention datasets;
    private final Clock clock;

    Retention(RetentionSettings settings, DataSource database, Clock clock) {
        this.settings = settings;
        this.runs = new RunRetention(database, new SecureRandom());
        this.datasets = new DatasetRetention(database, new SecureRandom());
        this.clock = clock;
    }

    void runPass() {
        var before = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(settings.days());
        for (var window : runs.windows(before)) {
            if (window.isDue()) {
                LOG.info(
                        "Took away {} runs of the 30 days from {}; {} are kept",
                        runs.drop(window, "retention"),
                        window.from(),
                        window.kept());
            }
        }
        var events = runs.dropAssetEvents(before);
        if (events > 0) {
            LOG.info("Took away {} events of assets from before {}", events, before);
        }
    }

    void datasetPass() {
        int gone = datasets.pass(settings.datasetVersions(), settings.datasetDays());
        if (gone > 0) {
            LOG.info("Took away {} old versions of datasets", gone);
        }
    }
}
