package io.orchestrator.web.audit;

import io.orchestrator.core.audit.jdbc.AuditChain;
import io.orchestrator.web.chore.Chore;
import io.orchestrator.web.chore.Chores;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The chain of the audit log, and who appends to it. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    private static final Duration PAUSE = Duration.ofSeconds(3);

    @Bean
    AuditChain auditChain(DataSource database) {
        return new AuditChain(database, new SecureRandom());
    }

    /** With several servers, whoever comes first does it. */
    @Bean
    Chores auditChores(AuditChain chain) {
        return new Chores("audit-chain", List.of(new Chore("append to the audit chain", PAUSE, PAUSE, chain::pass)));
    }
}
