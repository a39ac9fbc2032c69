package io.orchestrator.core.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConnectionTextTest {

    @Test
    void readsAUri() {
        ConnectionRecord read = ConnectionText.parse(
                "db", "postgres://et%40l:p%2Fw:x+y@db.example.org:5432/sales?sslmode=require&api_key=k\n");

        assertThat(read.type()).isEqualTo("postgres");
        assertThat(read.login()).isEqualTo("et@l");
        assertThat(read.password()).isEqualTo("p/w:x+y");
        assertThat(read.host()).isEqualTo("db.example.org");
        assertThat(read.port()).isEqualTo(5432);
        assertThat(read.schema()).isEqualTo("sales");
        assertThat(read.secrets()).containsExactly("p/w:x+y", "k");
        assertThat(read.toString()).doesNotContain("p/w");
    }

    @Test
    void readsAirflowsJson() {
        ConnectionRecord read = ConnectionText.parse("db", """
                {"conn_type": "http", "host": "https://api", "port": 8443, "password": "p", "extra": "{\\"headers\\": {\\"Authorization\\": \\"Bearer b\\"}}"}""");

        assertThat(read.host()).isEqualTo("https://api");
        assertThat(read.port()).isEqualTo(8443);
        assertThat(read.login()).isNull();
        assertThat(read.secrets()).containsExactly("p", "Bearer b");
    }

    @Test
    void refusesWhatIsNeitherWithoutTellingIt() {
        for (String text : new String[] {"hunter2 hunter2", "{\"hunter2\"", "{\"password\": \"hunter2\"}", "hunter2"}) {
            assertThatThrownBy(() -> ConnectionText.parse("db", text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("hunter2")
                    .hasNoCause();
        }
    }
}
