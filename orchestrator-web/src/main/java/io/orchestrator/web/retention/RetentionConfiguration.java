package io.orchestrator.web.retention;

import io.orchestrator.web.chore.Chore;
import io.orchestrator.web.chore.Chores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is old is taken away some time after the start, and then every hour. */
@Configuration(proxyBeanMethods = false)
class RetentionConfiguration {

    private static final Duration FIRST = Duration.ofMinutes(10);
    private static final Duration EVERY = Duration.ofHours(1);

    @Bean
    Chores retentionChores(RetentionSettings settings, Retention retention) {
        List<Chore> chores = new ArrayList<>();
        if (settings.days() > 0) {
            chores.add(new Chore("take away old runs", FIRST, EVERY, retention::runPass));
        }
        if (!settings.keepsAllDatasets()) {
            chores.add(new Chore("take away old versions of datasets", FIRST, EVERY, retention::datasetPass));
        }
        return new Chores("retention", chores);
    }
}
