package io.orchestrator.web.pages;

import io.orchestrator.core.engine.Engine;
import io.orchestrator.core.log.LogStore;
import io.orchestrator.postgres.SharedPostgres;
import io.orchestrator.web.Application;
import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.FakeLogStore;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Shows the pages of {@link PagesFixture} to people who work on them. Templates are read from the sources, so a reload
 * shows a change. The users are {@value PagesFixture#OPERATOR}, {@value PagesFixture#VIEWER} and admin.
 */
final class PagesDemo {

    private PagesDemo() {}

    public static void main(String[] arguments) {
        var database = SharedPostgres.freshDatabase();
        var settings = Stream.of(
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--orchestrator.admin-password=" + PagesFixture.PASSWORD,
                "--spring.thymeleaf.prefix=file:orchestrator-web/src/main/resources/templates/",
                "--spring.thymeleaf.cache=false");
        var started = new SpringApplication(Parts.class, Application.class)
                .run(Stream.concat(settings, Stream.of(arguments)).toArray(String[]::new));
        PagesFixture.fill(started.getBean(JdbcClient.class), started.getBean(LogStore.class));
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Parts {

        @Bean
        Engine engine() {
            return new FakeEngine();
        }

        @Bean
        LogStore logStore() {
            return new FakeLogStore();
        }
    }
}
