package @PACKAGE@;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.orchestrator.testkit.DagTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstDagTest {

    @Test
    void theNumberIsTold() {
        var run = DagTest.of(new FirstDag().dag()).run();

        assertEquals("success", run.state());
        assertEquals(List.of("INFO The number is 42"), run.task("report").log());
    }
}
