package io.orchestrator.web.database;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.quartz.autoconfigure.QuartzDataSource;
import org.springframework.boot.quartz.autoconfigure.QuartzTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A pool beside the one that Spring Boot makes for pages and API, whose statements are cut off after some seconds: a
 * migration takes as long as it takes, and the alarm clock must not wait behind a page. The engine has pools of its own.
 */
@Configuration(proxyBeanMethods = false)
class DataSources {

    private static final String CHORES = "chores";
    /** Quartz holds one while it looks for other servers, one for each of its threads. */
    private static final int CONNECTIONS = 4;

    @Bean(defaultCandidate = false)
    @Qualifier(CHORES)
    @FlywayDataSource
    @QuartzDataSource
    HikariDataSource choresDataSource(DataSourceProperties where) {
        var pool =
                where.initializeDataSourceBuilder().type(HikariDataSource.class).build();
        pool.setPoolName(CHORES);
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(1);
        return pool;
    }

    @Bean(defaultCandidate = false)
    @QuartzTransactionManager
    PlatformTransactionManager quartzTransactionManager(@Qualifier(CHORES) DataSource chores) {
        return new JdbcTransactionManager(chores);
    }
}
