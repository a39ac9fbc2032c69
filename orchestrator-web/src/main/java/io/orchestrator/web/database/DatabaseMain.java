package io.orchestrator.web.database;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.dao.DataAccessException;

/**
 * Brings a database's schema up to date, tells whether it is, or takes away old runs, without a server. Where the database is, the arguments or the
 * environment say in the words of the server: {@code --spring.datasource.url=...}, {@code SPRING_DATASOURCE_URL}.
 */
public final class DatabaseMain {

    private static final String USAGE =
            "usage: orchestrator db migrate|check|clean [--before 2026-01-31 [--yes]] [--spring.datasource.url=... "
                    + "--spring.datasource.username=... --spring.datasource.password=...]";

    private DatabaseMain() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.getenv()));
    }

    /** @return 0: the schema is up to date; 1: it is not; 2: not understood; 4: the database does not answer */
    static int run(List<String> arguments, Map<String, String> environment) {
        var what = arguments.isEmpty() ? "" : arguments.getFirst();
        if (!List.of("migrate", "check", "clean").contains(what)) {
            System.err.println(USAGE);
            return 2;
        }
        try {
            var flyway = Flyway.configure()
                    .dataSource(
                            setting("url", arguments, environment)
                                    .orElse("jdbc:postgresql://localhost:5432/orchestrator"),
                            setting("username", arguments, environment).orElse("orchestrator"),
                            setting("password", arguments, environment).orElse(""))
                    .locations("classpath:db/migration")
                    .load();
            return switch (what) {
                case "migrate" -> migrate(flyway);
                case "check" -> check(flyway);
                default -> new CleanRuns(flyway.getConfiguration().getDataSource()).run(arguments);
            };
        } catch (FlywayException | DataAccessException failure) {
            System.err.println("orchestrator: " + firstLine(failure));
            return 4;
        }
    }

    private static int migrate(Flyway flyway) {
        var result = flyway.migrate();
        System.out.printf("%d migrations were applied; the schema is at %s.%n", result.migrationsExecuted, at(flyway));
        return 0;
    }

    private static int check(Flyway flyway) {
        var pending = flyway.info().pending();
        for (var migration : pending) {
            System.out.printf("not applied yet: %s %s%n", migration.getVersion(), migration.getDescription());
        }
        System.out.printf("The schema is at %s.%n", at(flyway));
        return pending.length == 0 ? 0 : 1;
    }

    private static String at(Flyway flyway) {
        var current = flyway.info().current();
        return current == null ? "nothing" : "version " + current.getVersion();
    }

    private static String firstLine(RuntimeException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("The database does not answer");
    }

    private static Optional<String> setting(String name, List<String> arguments, Map<String, String> environment) {
        var prefix = "--spring.datasource." + name + "=";
        return arguments.stream()
                .filter(argument -> argument.startsWith(prefix))
                .map(argument -> argument.substring(prefix.length()))
                .findFirst()
                .or(() -> Optional.ofNullable(environment.get("SPRING_DATASOURCE_" + name.toUpperCase(Locale.ROOT))));
    }
}
