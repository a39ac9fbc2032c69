package io.orchestrator.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.GivenSpec;
import io.orchestrator.protocol.graph.GivenSpec.Kind;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.sdk.Connection;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.Input;
import io.orchestrator.sdk.TaskContext;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a task is given reaches its code, and nothing secret of it gets out. */
class GivenTest {

    private static final GivenSpec WAREHOUSE = new GivenSpec(Kind.CONNECTION, "warehouse");
    private static final GivenSpec REGION = new GivenSpec(Kind.VARIABLE, "region");
    private static final GivenSpec LIMITS = new GivenSpec(Kind.VARIABLE, "limits");

    record Limits(int rows) {}

    private final Dag dag = Dag.define("dag", dag -> {
        Input<Connection> warehouse = dag.connection("warehouse");
        dag.task("tells", GivenTest::tells, warehouse, dag.variable("region"), dag.variable("limits", Limits.class));
        dag.task("leaks", GivenTest::leaks, warehouse);
        dag.action("throwing", GivenTest::throwing, warehouse);
        dag.task("masks", GivenTest::masks);
        dag.task("plain", () -> "nothing");
    });
    private final TaskInvoker invoker = new TaskInvoker(dag);

    private static String tells(Connection warehouse, String region, Limits limits) {
        return warehouse.host() + ":" + warehouse.port() + " "
                + String.valueOf(warehouse.password()).length() + " "
                + warehouse.extra().get("sslmode") + " " + region + " "
                + limits.rows() + " " + warehouse;
    }

    private static List<String> leaks(Connection warehouse) {
        return List.of("password=" + warehouse.password());
    }

    private static void throwing(Connection warehouse) {
        throw new IllegalStateException("cannot log in with " + warehouse.password());
    }

    private static String masks(TaskContext context) {
        context.mask("a fresh token");
        return "got a fresh token";
    }

    @Test
    void theGraphHasTheirNamesAlone() {
        var graph = DagGraphs.of(dag);

        assertThat(graph.tasks().getFirst().given()).containsExactly(WAREHOUSE, REGION, LIMITS);
        assertThat(graph.tasks().getLast().given()).isEmpty();
        assertThat(Json.MAPPER.writeValueAsString(graph.tasks().getLast())).doesNotContain("given");
    }

    @Test
    void aTaskGetsWhatItTakes() {
        assertThat(invoke("tells", warehouse(), given(REGION, "\"eu\""), given(LIMITS, "\"{\\\"rows\\\": 5}\"")))
                .isInstanceOfSatisfying(
                        Report.Succeeded.class,
                        done -> assertThat(done.output())
                                .hasToString("\"db:5432 7 require eu 5 Connection warehouse (postgres)\""));
    }

    @Test
    void whatIsSecretDoesNotGetOut() {
        assertThat(invoke("leaks", warehouse()))
                .isInstanceOfSatisfying(
                        Report.Succeeded.class,
                        done -> assertThat(done.output()).hasToString("[\"password=***\"]"));
        assertThat(invoke("throwing", warehouse())).isInstanceOfSatisfying(Report.Failed.class, failed -> {
            assertThat(failed.failure().message()).isEqualTo("IllegalStateException: cannot log in with ***");
            assertThat(failed.failure().stackTrace()).contains("***").doesNotContain("pa55-wd");
        });
        assertThat(invoke("masks"))
                .isInstanceOfSatisfying(
                        Report.Succeeded.class,
                        done -> assertThat(done.output()).hasToString("\"got ***\""));
        assertThat(warehouse().toString()).doesNotContain("pa55-wd");
    }

    @Test
    void aVariableThatDoesNotFitIsNamed() {
        assertThat(invoke("tells", warehouse(), given(REGION, "\"eu\""), given(LIMITS, "\"no JSON\"")))
                .isInstanceOfSatisfying(Report.Failed.class, failed -> {
                    assertThat(failed.failure().message())
                            .contains("the variable 'limits' cannot be read as Limits", "change the variable");
                    assertThat(failed.retryable()).isFalse();
                });
        assertThat(invoke("tells", warehouse(), given(REGION, "\"eu\"")))
                .isInstanceOfSatisfying(
                        Report.Failed.class,
                        failed -> assertThat(failed.failure().message())
                                .contains("takes the variable 'limits', which was not sent"));
    }

    private Report invoke(String taskId, Assignment.Input... inputs) {
        Assignment assignment = RunnerUnderTest.assignment(taskId, inputs);
        return invoker.invoke(assignment, System.getLogger("test"), new Cancellation());
    }

    private static Assignment.Input warehouse() {
        return given(WAREHOUSE, """
                {"conn_type": "postgres", "host": "db", "port": 5432, "password": "pa55-wd", "extra": {"sslmode": "require"}}""", "pa55-wd");
    }

    private static Assignment.Input given(GivenSpec spec, String json, String... secrets) {
        return new Assignment.Input(null, Json.MAPPER.readTree(json), new Assignment.Given(spec, List.of(secrets)));
    }
}
