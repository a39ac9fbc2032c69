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
 * The pools beside the one that Spring Boot makes for pages and API. They are no default candidates: who wants one asks for
 * it by its qualifier, {@link #ENGINE} or {@link #LOG}.
 */
@Configuration(proxyBeanMethods = false)
public class DataSources {

    /** The engine's pool: no statement is cut off by a timeout. */
    public static final String ENGINE = "engine";

    /** The pool that logs are written over. */
    public static final String LOG = "log";

    @Bean(defaultCandidate = false)
    @Qualifier(ENGINE)
    @FlywayDataSource
    @QuartzDataSource
    HikariDataSource engineDataSource(DataSourceProperties where, DatabaseSettings settings) {
        return pool(ENGINE, settings.enginePool(), where, settings);
    }

    @Bean(defaultCandidate = false)
    @Qualifier(LOG)
    HikariDataSource logDataSource(DataSourceProperties where, DatabaseSettings settings) {
        return pool(LOG, settings.logPool(), where, settings);
    }

    @Bean(defaultCandidate = false)
    @QuartzTransactionManager
    PlatformTransactionManager quartzTransactionManager(@Qualifier(ENGINE) DataSource engine) {
        return new JdbcTransactionManager(engine);
    }

    private static HikariDataSource pool(String name, int size, DataSourceProperties where, DatabaseSettings settings) {
        var pool =
                where.initializeDataSourceBuilder().type(HikariDataSource.class).build();
        pool.setPoolName(name);
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(settings.patience().toMillis());
        return pool;
    }
}
