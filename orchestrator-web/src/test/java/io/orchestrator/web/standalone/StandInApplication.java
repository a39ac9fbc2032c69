package io.orchestrator.web.standalone;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A server with a real database behind it and nothing else: what standalone is tested with. */
@SpringBootConfiguration
@EnableAutoConfiguration
class StandInApplication {

    /** As {@link StandaloneMain}, with this application. */
    public static void main(String[] arguments) {
        StandaloneMain.run(StandInApplication.class, arguments);
    }

    @Bean
    SecurityFilterChain open(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Bean
    Starts starts(JdbcClient database) {
        return new Starts(database);
    }

    /** Counts the starts in the database, so that a test sees that data is kept. */
    @RestController
    static final class Starts {

        private final JdbcClient database;

        Starts(JdbcClient database) {
            this.database = database;
            database.sql("create table if not exists start_of_test (at timestamptz default now())")
                    .update();
            database.sql("insert into start_of_test default values").update();
        }

        @GetMapping("/starts")
        String count() {
            return database.sql("select count(*) from start_of_test")
                    .query(String.class)
                    .single();
        }
    }
}
