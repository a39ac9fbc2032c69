package io.orchestrator.web.dag;

import io.orchestrator.core.schedule.SlotStore;
import io.orchestrator.core.schedule.jdbc.JdbcSlotStore;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What pages and the API read of timetables in Java, whoever decides on their DAGs. */
@Configuration(proxyBeanMethods = false)
class SlotConfiguration {

    @Bean
    SlotStore slotStore(DataSource dataSource) {
        return new JdbcSlotStore(dataSource);
    }
}
