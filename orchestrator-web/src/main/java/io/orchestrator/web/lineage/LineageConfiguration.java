package io.orchestrator.web.lineage;

import io.orchestrator.core.lineage.FileTarget;
import io.orchestrator.core.lineage.HttpTarget;
import io.orchestrator.core.lineage.LineageTarget;
import io.orchestrator.core.lineage.LineageTeller;
import io.orchestrator.core.lineage.LineageTransport;
import io.orchestrator.core.lineage.OpenLineageEvent;
import io.orchestrator.core.lineage.jdbc.JdbcLineage;
import java.security.SecureRandom;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whom lineage is told to. It uses the connections of the pages, never those of the engine. */
@Configuration(proxyBeanMethods = false)
class LineageConfiguration {

    @Bean
    LineageChores lineageChores(LineageSettings settings, DataSource pages) {
        return new LineageChores(settings.isOn() ? teller(settings, pages) : null);
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
