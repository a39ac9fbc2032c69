package io.orchestrator.web.feature;

import io.orchestrator.core.audit.jdbc.AuditLog;
import io.orchestrator.core.feature.OnlineFeatures;
import io.orchestrator.core.feature.jdbc.JdbcOnlineFeatures;
import io.orchestrator.web.database.DataSources;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires online features. */
@Configuration(proxyBeanMethods = false)
class FeatureConfiguration {

    @Bean
    OnlineFeatures onlineFeatures(
            DataSource dataSource, @Qualifier(DataSources.LOOK_UPS) DataSource lookUps, AuditLog audit) {
        return new JdbcOnlineFeatures(dataSource, lookUps, audit, RandomGenerator.getDefault());
    }
}
