package io.orchestrator.testkit.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@code docs/airflow-parity.md} and the DAGs of this package together, and runs them. */
class AirflowParityTest {

    private static final Path DOC = Path.of("../docs/airflow-parity.md");
    private static final Pattern ROW = Pattern.compile("\\| (\\w+) \\| [^|]+ \\| ([^|]+) \\|");
    private static final Pattern OURS = Pattern.compile("`(\\w+)`.*");
    private static final Pattern REASON = Pattern.compile("not (yet|meant): .{10,}");

    /** Those of Airflow 3.4. */
    private static final List<String> AIRFLOW = List.of("""
        anomaly_detection asset_alias asset_decorator asset_partition asset_state_store asset_with_watchers assets
        bash_operator branch_datetime_operator branch_labels branch_operator branch_python_dop_operator_3 complex
        custom_weight dag_decorator deadline_alert deadline_callback display_name dynamic_task_mapping
        external_task_marker_dag external_task_parent_deferrable failed_dag hitl_operator inlet_event_extra
        latest_only latest_only_with_trigger local_kubernetes_executor kubernetes_executor markdown_doc
        multi_type_params nested_branch_dag outlet_event_extra params_trigger_ui params_ui_tutorial
        passing_params_via_test_command python_decorator python_operator rag_dag retry_policy sensor_decorator
        sensors setup_teardown setup_teardown_taskflow short_circuit_decorator short_circuit_operator simplest_dag
        skip_dag task_group task_group_decorator task_loops task_state_store task_store_mapped
        time_delta_sensor_async trigger_controller_dag trigger_target_dag workday_timetable xcom xcomargs\
        """.split("\\s+"));

    private static final List<String> WITHOUT_PREFIX = List.of(
            "tutorial",
            "tutorial_dag",
            "tutorial_objectstorage",
            "tutorial_taskflow_api",
            "tutorial_taskflow_templates",
            "dynamic_stakeholder_dag_generator");

    static Stream<Example> examples() {
        return Stream.of(
                        Basics.examples(),
                        Choices.examples(),
                        Groups.examples(),
                        Lists.examples(),
                        Waits.examples(),
                        Assets.examples())
                .flatMap(part -> part);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void oursEndsAsAirflowsDoes(Example example) {
        example.check();
    }

    @Test
    void everyExampleHasOneRow() throws IOException {
        Stream<String> names = Stream.concat(AIRFLOW.stream().map(name -> "example_" + name), WITHOUT_PREFIX.stream());

        assertThat(rows().keySet()).containsExactlyElementsOf(names.toList());
    }

    @Test
    void everyRowNamesADagThatIsRunOrSaysWhyThereIsNone() throws IOException {
        Map<String, String> dags = new LinkedHashMap<>();
        examples()
                .forEach(example -> assertThat(dags.put(example.airflow(), example.dagId()))
                        .as("the second DAG of %s", example.airflow())
                        .isNull());

        rows().forEach((airflow, ours) -> {
            Matcher named = OURS.matcher(ours);
            if (named.matches()) {
                assertThat(dags.remove(airflow)).as("the DAG of %s", airflow).isEqualTo(named.group(1));
            } else {
                assertThat(ours).as("the reason for %s", airflow).matches(REASON);
            }
        });
        assertThat(dags).as("DAGs that no row names").isEmpty();
    }

    private static Map<String, String> rows() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(DOC)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                assertThat(rows.put(row.group(1), row.group(2)))
                        .as("the second row of %s", row.group(1))
                        .isNull();
            }
        }
        return rows;
    }
}
