package io.orchestrator.web.notify;

import io.orchestrator.core.audit.jdbc.AuditLog;
import io.orchestrator.core.given.Givens;
import io.orchestrator.core.notify.Outbox;
import io.orchestrator.core.notify.Sender;
import io.orchestrator.core.notify.channel.Channels;
import io.orchestrator.core.notify.channel.Messages;
import io.orchestrator.core.notify.channel.NetworkGuard;
import io.orchestrator.core.notify.jdbc.JdbcOutbox;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The outbox and the channels as beans. They use the connections of the pages. */
@Configuration(proxyBeanMethods = false)
class NotifyConfiguration {

    @Bean
    Outbox outbox(DataSource pages, AuditLog audit) {
        return new JdbcOutbox(pages, audit, new SecureRandom());
    }

    @Bean
    Sender channels(Givens givens, NotifySettings settings, Clock clock) {
        var guard = new NetworkGuard(settings.internalHosts(), InetAddress::getAllByName);
        return new Channels(givens, guard, new Messages(settings.pages()), settings.limit(), clock);
    }
}
