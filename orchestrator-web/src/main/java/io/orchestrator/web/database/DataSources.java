package io.orchestrator.web.database;

import com.zaxxer.hikari.HikariDataSource;
import io.orchestrator.core.jdbc.StoreDataSources;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.quartz.autoconfigure.QuartzDataSource;
import org.springframework.boot.quartz.autoconfigure.QuartzTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Pools beside the one that Spring Boot makes for pages and API, whose statements are cut off after some seconds: a migration takes
 * as long as it takes, and the alarm clock must not wait behind a page; and its statements are planned each time, which is more work
 * than a look-up by a key is. The engine has pools of its own.
 */
@Configuration(proxyBeanMethods = false)
public class DataSources {

    /** Qualifies the pool, and a client of it, for statements that find few rows by a key and are asked all the time. */
    public static final String LOOK_UPS = "lookUps";

    private static final int LOOK_UP_CONNECTIONS = 4;
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
    @Qualifier(LOOK_UPS)
    HikariDataSource lookUpDataSource(DataSourceProperties where) {
        return StoreDataSources.lookUps(
                where.determineUrl(),
                Objects.requireNonNullElse(where.determineUsername(), ""),
                Objects.requireNonNullElse(where.determinePassword(), ""),
                LOOK_UP_CONNECTIONS);
    }

    @Bean(defaultCandidate = false)
    @Qualifier(LOOK_UPS)
    JdbcClient lookUpClient(@Qualifier(LOOK_UPS) DataSource lookUps) {
        return JdbcClient.create(lookUps);
    }

    @Bean(defaultCandidate = false)
    @QuartzTransactionManager
    PlatformTransactionManager quartzTransactionManager(@Qualifier(CHORES) DataSource chores) {
        return new JdbcTransactionManager(chores);
    }
}
