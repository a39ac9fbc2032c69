package io.orchestrator.web.secret;

import io.orchestrator.core.asset.jdbc.JdbcGivenEvents;
import io.orchestrator.core.audit.jdbc.AuditLog;
import io.orchestrator.core.connection.Connections;
import io.orchestrator.core.connection.jdbc.JdbcConnections;
import io.orchestrator.core.dataset.jdbc.JdbcContracts;
import io.orchestrator.core.dataset.jdbc.JdbcGivenDatasets;
import io.orchestrator.core.engine.IdSource;
import io.orchestrator.core.given.Givens;
import io.orchestrator.core.secret.KeyRing;
import io.orchestrator.core.secret.SecretBox;
import io.orchestrator.core.variable.Variables;
import io.orchestrator.core.variable.jdbc.JdbcVariables;
import java.security.SecureRandom;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keys, connections and variables as beans. They use the connections of the pages. */
@Configuration(proxyBeanMethods = false)
class SecretConfiguration {

    private final SecureRandom random = new SecureRandom();

    @Bean
    SecretBox secretBox(SecretSettings settings) {
        var file = settings.keyFile();
        return new SecretBox(file == null ? KeyRing.none() : KeyRing.of(file), random);
    }

    @Bean
    AuditLog auditInTransactions(Clock clock, IdSource ids) {
        return new AuditLog(clock, ids::uuid);
    }

    @Bean
    Connections connections(DataSource pages, SecretBox box, AuditLog audit) {
        return new JdbcConnections(pages, box, audit, random);
    }

    @Bean
    Variables variables(DataSource pages, SecretBox box, AuditLog audit) {
        return new JdbcVariables(pages, box, audit, random);
    }

    @Bean
    JdbcContracts contracts(DataSource pages) {
        return new JdbcContracts(pages, random);
    }

    @Bean
    Givens givens(SecretSettings settings, Connections connections, Variables variables, DataSource pages) {
        return new Givens(
                settings.folder(),
                System::getenv,
                connections,
                variables,
                new JdbcGivenEvents(pages, random),
                new JdbcGivenDatasets(pages, random));
    }
}
