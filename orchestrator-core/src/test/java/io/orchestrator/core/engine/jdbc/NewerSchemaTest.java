package io.orchestrator.core.engine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A server of this version beside a newer one that has migrated the schema already: every promise of the store holds with a
 * column more in each table, a table more, and a migration in the history that this version does not know.
 */
class NewerSchemaTest extends JdbcEngineStoreTest {

    @BeforeAll
    static void migrate() {
        database().execute("""
                CREATE TABLE of_a_newer_version (id int PRIMARY KEY);
                DO $$
                DECLARE
                    name regclass;
                BEGIN
                    FOR name IN SELECT oid FROM pg_class
                            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
                              AND relname <> 'flyway_schema_history'
                    LOOP
                        EXECUTE format('ALTER TABLE %s ADD COLUMN of_a_newer_version text NOT NULL DEFAULT ''x''', name);
                    END LOOP;
                END $$;
                INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by,
                                                   execution_time, success)
                VALUES (100000, '9999', 'of a newer version', 'SQL', 'V9999__of_a_newer_version.sql', 'x', 1, true)""");
    }

    @Test
    void theOlderVersionsMigrationsFindTheSchemaInOrder() {
        var result = Flyway.configure()
                .dataSource(database().url(), database().user(), database().password())
                .load()
                .migrate();

        assertThat(result.success).isTrue();
        assertThat(result.migrationsExecuted).isZero();
    }
}
