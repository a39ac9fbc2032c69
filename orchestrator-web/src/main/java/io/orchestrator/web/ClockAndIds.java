package io.orchestrator.web;

import io.orchestrator.core.engine.IdSource;
import io.orchestrator.core.engine.RandomIds;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one clock of the server, and its source of ids. */
@Configuration(proxyBeanMethods = false)
class ClockAndIds {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    IdSource ids() {
        return new RandomIds(new SecureRandom());
    }
}
