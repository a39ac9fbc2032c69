package io.orchestrator.web.standalone;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A server with a real database behind it and nothing else: what standalone is tested with.
 *
 * <p>It carries no stereotype, or the component scan of the real application would find it.
 */
@EnableAutoConfiguration
class StandInApplication {

    /** As {@link StandaloneMain}, with this application. */
    public static void main(String[] arguments) {
        // The server's own settings name the engine as a part of its health, and here is none.
        System.setProperty("management.endpoint.health.validate-group-membership", "false");
        StandaloneMain.run(StandInApplication.class, arguments);
    }

    @Bean
    SecurityFilterChain open(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** Counts the starts in the database, so that a test sees that data is kept. */
    @Bean
    RouterFunction<ServerResponse> starts(JdbcClient database) {
        database.sql("create table if not exists start_of_test (at timestamptz default now())")
                .update();
        database.sql("insert into start_of_test default values").update();
        return route().GET(
                        "/starts",
                        request -> ServerResponse.ok()
                                .body(database.sql("select count(*) from start_of_test")
                                        .query(String.class)
                                        .single()))
                .build();
    }
}
