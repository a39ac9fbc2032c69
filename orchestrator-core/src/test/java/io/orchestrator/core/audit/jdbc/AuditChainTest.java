package io.orchestrator.core.audit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.orchestrator.core.audit.AuditVerdict;
import io.orchestrator.core.jdbc.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditChainTest {

    private static final int EVENTS = 2500;

    private HikariDataSource dataSource;
    private AuditChain chain;

    @BeforeEach
    void open() throws SQLException {
        dataSource = TestDatabase.fresh().engineDataSource();
        chain = new AuditChain(dataSource, new Random(1));
        write(EVENTS);
        assertThat(chain.pass()).isEqualTo(EVENTS);
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void write(int events) throws SQLException {
        execute("""
                INSERT INTO audit_event (id, at, actor, action, dag_id, detail)
                SELECT gen_random_uuid(), now(), 'olga', 'run.trigger', CASE WHEN n %% 2 = 0 THEN 'ä ' || n END, '{"n": 1}'
                FROM generate_series(1, %d) AS n""".formatted(events));
    }

    /** As somebody who owns the database could. */
    private void tamper(String sql) throws SQLException {
        execute("ALTER TABLE audit_event DISABLE TRIGGER audit_event_is_kept");
        execute("ALTER TABLE audit_link DISABLE TRIGGER audit_link_is_kept");
        execute(sql);
    }

    /** A condition on places, for statements on events. */
    private static String at(String places) {
        return "number IN (SELECT number FROM audit_link WHERE seq %s)".formatted(places);
    }

    private AuditVerdict verify() {
        return chain.verify(Map.of());
    }

    @Test
    void whatWasWrittenIsSoundAndLaterEventsGoOnWhereTheChainEnds() throws SQLException {
        AuditVerdict before = verify();
        assertThat(before.isSound()).as(before.fault()).isTrue();
        assertThat(before.events()).isEqualTo(EVENTS);

        write(3);
        assertThat(verify().waiting()).isEqualTo(3);
        assertThat(chain.pass()).isEqualTo(3);

        AuditVerdict after = chain.verify(Map.of(before.events(), before.lastHash()));
        assertThat(after.isSound()).as(after.fault()).isTrue();
        assertThat(after.events()).isEqualTo(EVENTS + 3L);
        assertThat(after.waiting()).isZero();
    }

    @Test
    void aChangedEventIsFound() throws SQLException {
        tamper("UPDATE audit_event SET actor = 'vera' WHERE " + at("= 1234"));

        assertThat(verify().fault()).contains("place 1234").contains("changed");
        assertThat(verify().events()).isEqualTo(1233);
    }

    @Test
    void aRemovedEventIsFound() throws SQLException {
        tamper("DELETE FROM audit_event WHERE " + at("= 2001"));

        assertThat(verify().fault()).contains("place 2001 is missing");
    }

    /** Where the chain is read in stretches of 1000, and at its end. */
    @ParameterizedTest
    @ValueSource(ints = {1000, EVENTS})
    void anEventThatWasRemovedAndLeftItsLinkIsFound(int place) throws SQLException {
        tamper("DELETE FROM audit_event WHERE " + at("= " + place));

        assertThat(verify().fault()).contains("place " + place + " is missing");
    }

    @Test
    void anEventThatWasRemovedWithItsLinkIsFound() throws SQLException {
        tamper("DELETE FROM audit_event WHERE %s; DELETE FROM audit_link WHERE seq = 1000".formatted(at("= 1000")));

        assertThat(verify().fault()).contains("place 1000 is missing");
    }

    @Test
    void twoEventsThatChangedPlacesAreFound() throws SQLException {
        tamper("""
                UPDATE audit_link SET seq = 4999 - seq + 100000 WHERE seq IN (2499, 2500);
                UPDATE audit_link SET seq = seq - 100000 WHERE seq > 100000""");

        assertThat(verify().isSound()).isFalse();
    }

    @Test
    void anEndThatWasCutOffIsFoundByAHashThatWasNotedElsewhere() throws SQLException {
        AuditVerdict noted = verify();
        tamper("DELETE FROM audit_event WHERE %s; DELETE FROM audit_link WHERE seq > 2490".formatted(at("> 2490")));

        assertThat(verify().isSound()).isTrue();
        assertThat(chain.verify(Map.of(noted.events(), noted.lastHash())).fault())
                .contains("ends at place 2490")
                .contains("the end was removed");
    }

    @Test
    void theProductItselfCannotChangeWhatWasWritten() {
        assertThatThrownBy(() -> execute("UPDATE audit_event SET actor = 'vera' WHERE " + at("= 7")))
                .hasMessageContaining("never changed");
        assertThatThrownBy(() -> execute("DELETE FROM audit_event WHERE " + at("= 7")))
                .hasMessageContaining("never changed");
        assertThatThrownBy(() -> execute("UPDATE audit_link SET hash = 'x' WHERE seq = 7"))
                .hasMessageContaining("never changed");
        assertThatThrownBy(() -> execute("DELETE FROM audit_link WHERE seq = 7"))
                .hasMessageContaining("never changed");
    }
}
