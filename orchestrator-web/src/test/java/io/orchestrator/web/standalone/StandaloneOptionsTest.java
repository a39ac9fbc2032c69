package io.orchestrator.web.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StandaloneOptionsTest {

    @Test
    void withoutOptionsTheHomeIsInTheUsersHomeAndThePortIs8080() {
        assertThat(StandaloneOptions.parse())
                .isEqualTo(new StandaloneOptions(Path.of(System.getProperty("user.home"), ".orchestrator"), 8080));
    }

    @Test
    void bothWaysToWriteAnOptionAreTheSame() {
        StandaloneOptions expected = new StandaloneOptions(Path.of("/srv/o"), 9000);

        assertThat(StandaloneOptions.parse("--home", "/srv/o", "--port", "9000"))
                .isEqualTo(expected);
        assertThat(StandaloneOptions.parse("--port=9000", "--home=/srv/o")).isEqualTo(expected);
    }

    @Test
    void wrongOptionsSayWhatIsExpected() {
        assertThatThrownBy(() -> StandaloneOptions.parse("--port", "eighty"))
                .isInstanceOf(StandaloneFailed.class)
                .hasMessage("--port needs a number from 0 to 65535, not 'eighty'.");
        assertThatThrownBy(() -> StandaloneOptions.parse("--home"))
                .isInstanceOf(StandaloneFailed.class)
                .hasMessageContaining("--home needs a folder");
        assertThatThrownBy(() -> StandaloneOptions.parse("--help"))
                .isInstanceOf(StandaloneFailed.class)
                .hasMessageContaining("usage: orchestrator standalone");
    }
}
