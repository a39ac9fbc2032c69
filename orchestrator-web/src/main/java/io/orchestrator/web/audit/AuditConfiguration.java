package io.orchestrator.web.audit;

import io.orchestrator.core.audit.jdbc.AuditChain;
import java.security.SecureRandom;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The chain of the audit log, and who appends to it. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean
    AuditChain auditChain(DataSource database) {
        return new AuditChain(database, new SecureRandom());
    }

    @Bean
    AuditChores auditChores(AuditChain chain) {
        return new AuditChores(chain);
    }
}
