package io.orchestrator.web;

import io.orchestrator.core.engine.IdSource;
import io.orchestrator.core.engine.RandomIds;
import java.security.SecureRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one source of ids of the server. */
@Configuration(proxyBeanMethods = false)
class ServerIds {

    @Bean
    IdSource ids() {
        return new RandomIds(new SecureRandom());
    }
}
