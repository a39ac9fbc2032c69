package io.orchestrator.web.lineage;

import io.orchestrator.core.lineage.FileTarget;
import io.orchestrator.core.lineage.HttpTarget;
import io.orchestrator.core.lineage.LineageTarget;
import io.orchestrator.core.lineage.LineageTeller;
import io.orchestrator.core.lineage.LineageTransport;
import io.orchestrator.core.lineage.OpenLineageEvent;
import io.orchestrator.core.lineage.jdbc.JdbcLineage;
import io.orchestrator.web.chore.Chore;
import io.orchestrator.web.chore.Chores;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whom lineage is told to. It uses the connections of the pages, never those of the engine. */
@Configuration(proxyBeanMethods = false)
class LineageConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(LineageConfiguration.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    @Bean
    Chores lineageChores(LineageSettings settings, DataSource pages) {
        return new Chores("lineage", settings.isOn() ? chores(teller(settings, pages)) : List.of());
    }

    private static List<Chore> chores(LineageTeller teller) {
        return List.of(
                new Chore("tell of lineage", PAUSE, PAUSE, () -> tellAll(teller)),
                new Chore("forget what was told of lineage", PAUSE, Duration.ofHours(1), teller::forget));
    }

    private static void tellAll(LineageTeller teller) throws InterruptedException {
        while (teller.pass() > 0) {
            LOG.debug("Lineage was told");
        }
    }

    private static LineageTeller teller(LineageSettings settings, DataSource pages) {
        var random = new SecureRandom();
        return new LineageTeller(
                new JdbcLineage(pages, random),
                new OpenLineageEvent(settings.namespace(), settings.producer()),
                target(settings),
                random);
    }

    private static LineageTarget target(LineageSettings settings) {
        if (settings.url() == null) {
            return new FileTarget(Objects.requireNonNull(settings.file()));
        }
        return settings.jars() == null
                ? new HttpTarget(settings.url(), settings.apiKey())
                : LineageTransport.open(settings.jars(), settings.url(), settings.properties());
    }
}
