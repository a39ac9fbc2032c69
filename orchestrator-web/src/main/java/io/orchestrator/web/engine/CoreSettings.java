package io.orchestrator.web.engine;

import io.orchestrator.core.bundle.BundleSettings;
import io.orchestrator.core.decide.ShareSettings;
import io.orchestrator.core.engine.EngineSettings;
import io.orchestrator.core.notify.NotifyRules;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The settings under {@code orchestrator} that the core takes.
 *
 * @param runnerJar the runner's jar with all that it needs
 * @param bundles where bundles are dropped
 * @param url where workers reach this server; null: by the machine's name and the server's port
 * @param serverLease how long a server owns its DAGs after it has renewed its lease
 * @param pass how often it does so, and looks for what no message told it
 * @param lease how long a worker session lives after a heartbeat
 * @param heartbeat how often a worker sends one
 * @param pausedAtCreation whether a new DAG starts paused
 * @param shares how places at workers are shared while every class of work has some
 */
@ConfigurationProperties("orchestrator")
public record CoreSettings(
        Path runnerJar,
        @DefaultValue Bundles bundles,
        @Nullable URI url,
        @DefaultValue("8s") Duration serverLease,
        @DefaultValue("2s") Duration pass,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("5s") Duration heartbeat,
        @Name("paused-at-creation") @DefaultValue("false") boolean pausedAtCreation,
        @DefaultValue Shares shares) {

    /**
     * @param folders drop-boxes: each sub-folder is a bundle
     */
    public record Bundles(@DefaultValue List<Path> folders) {}

    /** In proportion to each other. */
    public record Shares(
            @DefaultValue("60") int live,
            @DefaultValue("20") int manual,
            @DefaultValue("10") int retry,
            @DefaultValue("10") int backfill) {}

    EngineSettings engine(NotifyRules notify) {
        EngineSettings defaults = EngineSettings.DEFAULT;
        return new EngineSettings(
                lease,
                serverLease,
                heartbeat,
                defaults.lostBudget(),
                pass,
                defaults.runsPerTurn(),
                defaults.outputCacheBytes(),
                pausedAtCreation,
                new ShareSettings(shares.live(), shares.manual(), shares.retry(), shares.backfill()),
                notify);
    }

    BundleSettings bundle() {
        return BundleSettings.of(bundles.folders(), runnerJar);
    }
}
