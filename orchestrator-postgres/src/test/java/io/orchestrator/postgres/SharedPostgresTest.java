package io.orchestrator.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SharedPostgresTest {

    @Test
    void everyCallGivesAnEmptyDatabaseOnTheSameServer() throws SQLException {
        SharedPostgres.Database first = SharedPostgres.freshDatabase();
        SharedPostgres.Database second = SharedPostgres.freshDatabase();

        try (Connection connection = connect(first)) {
            connection.createStatement().execute("create table marked (id int)");
        }
        try (Connection connection = connect(second)) {
            assertThat(connection
                            .getMetaData()
                            .getTables(null, "public", "marked", null)
                            .next())
                    .isFalse();
        }
        assertThat(second.url()).isNotEqualTo(first.url());
    }

    private static Connection connect(SharedPostgres.Database database) throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }
}
