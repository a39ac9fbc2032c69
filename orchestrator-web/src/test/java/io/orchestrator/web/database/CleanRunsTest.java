package io.orchestrator.web.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.postgres.SharedPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code orchestrator db}, on a database of its own. */
class CleanRunsTest {

    private final SharedPostgres.Database database = SharedPostgres.freshDatabase();

    private int run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--spring.datasource.url=" + database.url());
        all.add("--spring.datasource.username=" + database.user());
        return DatabaseMain.run(all, Map.of("SPRING_DATASOURCE_PASSWORD", database.password()));
    }

    @Test
    void aSchemaIsMadeCheckedAndCleaned() {
        assertThat(run("check")).isEqualTo(1);
        assertThat(run("migrate")).isZero();
        assertThat(run("check")).isZero();
        assertThat(run("clean", "--before", "2026-01-31")).isZero();
        assertThat(run("clean", "--before=2026-01-31", "--yes")).isZero();
    }

    @Test
    void whatIsNotUnderstoodOrNotThereIsAnExitCode() {
        assertThat(run("clean")).isEqualTo(2);
        assertThat(run("clean", "--before", "yesterday")).isEqualTo(2);
        assertThat(run("shrink")).isEqualTo(2);
        assertThat(DatabaseMain.run(
                        List.of("check", "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/x"), Map.of()))
                .isEqualTo(4);
    }
}
