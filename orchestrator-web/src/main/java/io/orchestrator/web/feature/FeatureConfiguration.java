package io.orchestrator.web.feature;

import io.orchestrator.core.audit.jdbc.AuditLog;
import io.orchestrator.core.feature.OnlineFeatures;
import io.orchestrator.core.feature.jdbc.JdbcOnlineFeatures;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires online features. */
@Configuration(proxyBeanMethods = false)
class FeatureConfiguration {

    @Bean
    OnlineFeatures onlineFeatures(DataSource pages, AuditLog audit) {
        return new JdbcOnlineFeatures(pages, audit, RandomGenerator.getDefault());
    }
}
