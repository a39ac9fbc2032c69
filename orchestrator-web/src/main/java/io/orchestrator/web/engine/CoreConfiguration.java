package io.orchestrator.web.engine;

import io.orchestrator.core.bundle.BundleStore;
import io.orchestrator.core.bundle.DeployBundle;
import io.orchestrator.core.bundle.Doubts;
import io.orchestrator.core.config.Core;
import io.orchestrator.core.dataset.Contracts;
import io.orchestrator.core.dataset.jdbc.JdbcContracts;
import io.orchestrator.core.engine.Engine;
import io.orchestrator.core.engine.IdSource;
import io.orchestrator.core.engine.TurnListener;
import io.orchestrator.core.given.GivenWarnings;
import io.orchestrator.core.given.Givens;
import io.orchestrator.core.log.LogStore;
import io.orchestrator.core.notify.Deliveries;
import io.orchestrator.core.notify.Outbox;
import io.orchestrator.core.notify.Sender;
import io.orchestrator.core.worker.Dispatch;
import io.orchestrator.protocol.graph.BundleDescription;
import io.orchestrator.web.notify.NotifySettings;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quartz.Scheduler;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The core as beans. A test that has an engine of its own gets none of this. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(Engine.class)
class CoreConfiguration {

    /** @param migrated is only there so that the schema is */
    @Bean(destroyMethod = "")
    Core core(
            DataSourceProperties where,
            CoreSettings settings,
            Environment environment,
            Dispatch dispatch,
            List<TurnListener> listeners,
            Scheduler quartz,
            IdSource ids,
            Clock clock,
            NotifySettings notify,
            Givens givens,
            JdbcContracts contracts,
            FlywayMigrationInitializer migrated) {
        return new Core(
                new Core.Database(
                        where.determineUrl(), orEmpty(where.determineUsername()), orEmpty(where.determinePassword())),
                ThisServer.of(settings, environment),
                settings.engine(notify.rules()),
                settings.bundle(),
                dispatch,
                new TurnListeners(listeners),
                quartz,
                ids,
                clock,
                bundle -> doubts(bundle, givens, contracts));
    }

    private static Doubts doubts(BundleDescription bundle, Givens givens, JdbcContracts contracts) {
        return new Doubts(new GivenWarnings(givens).of(bundle), Contracts.broken(bundle, contracts::uses));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    @Bean(destroyMethod = "")
    Deliveries deliveries(Outbox outbox, Sender channels) {
        return new Deliveries(outbox, channels, new SecureRandom());
    }

    @Bean
    CoreLifecycle coreLifecycle(Core core, Deliveries deliveries) {
        return new CoreLifecycle(core, deliveries);
    }

    @Bean
    Engine engine(Core core) {
        return core.engine();
    }

    @Bean
    LogStore logStore(Core core) {
        return core.logs();
    }

    @Bean
    BundleStore bundleStore(Core core) {
        return core.bundles();
    }

    @Bean
    DeployBundle deployBundle(Core core) {
        return core.deploy();
    }
}
