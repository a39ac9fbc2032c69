package io.orchestrator.dags.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.testkit.DagTest;
import io.orchestrator.testkit.TestRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The DAGs of the loop one after the other, as the server would start them by their datasets. */
class FlightsLoopTest {

    private final Map<Dataset, List<DatasetVersion>> lake = new LinkedHashMap<>();

    private List<DatasetVersion> published(Dataset dataset) {
        return lake.getOrDefault(dataset, List.of());
    }

    private TestRun succeed(DagSource source, Dataset... reads) {
        TestRun run = run(source, reads);
        assertThat(run.state()).as(() -> run.tasks().toString()).isEqualTo("success");
        return run;
    }

    /** Runs a DAG on what is there, and keeps what it publishes. */
    private TestRun run(DagSource source, Dataset... reads) {
        DagTest test = DagTest.of(source.dag());
        for (Dataset dataset : reads) {
            published(dataset).forEach(version -> test.dataset(dataset, version));
        }
        TestRun run = test.run();
        for (Dataset dataset : reads) {
            List<DatasetVersion> all = run.datasets().versions(dataset);
            lake.put(dataset, new ArrayList<>(all));
        }
        return run;
    }

    @Test
    void theDriftOfMayLeadsToANewChampionAndTheOtherMonthsDoNot() {
        List<Integer> trained = new ArrayList<>();
        for (int month = 1; month <= 6; month++) {
            succeed(new Arrivals(), LoopData.RAW);
            succeed(new Features(), LoopData.RAW, LoopData.FEATURES);
            succeed(new Guesses(), LoopData.FEATURES, LoopData.MODEL, LoopData.GUESSES);
            boolean retrain = compare();
            if (retrain) {
                succeed(new Training(), LoopData.FEATURES, LoopData.MODEL);
                trained.add(month);
            }
        }

        assertThat(run(new Arrivals(), LoopData.RAW).task("ingest").state()).isEqualTo("skipped");
        assertThat(trained).containsExactly(1, 5);
        List<DatasetVersion> models = published(LoopData.MODEL);
        assertThat(models).hasSize(2);
        assertThat(models.getLast().tags()).containsExactly(LoopData.CHAMPION);
        assertThat(models.getLast().meta().get("decision"))
                .asInstanceOf(MAP)
                .containsEntry("promote", true)
                .hasEntrySatisfying(
                        "reason", reason -> assertThat((String) reason).startsWith("Promoted"));
        DatasetVersion features = published(LoopData.FEATURES).getLast();
        assertThat(features.rows()).isEqualTo(599_933);
        assertThat(features.meta()).containsKeys("sql", "lineage", "profile");
        assertThat(published(LoopData.RAW))
                .allSatisfy(raw -> assertThat(raw.meta()).containsKey("profile"));
        assertThat(published(LoopData.GUESSES))
                .hasSize(5)
                .allSatisfy(guesses -> assertThat(guesses.meta()).containsKey("metrics"));
    }

    private boolean compare() {
        TestRun run = run(new Drifts(), LoopData.FEATURES, LoopData.MODEL, LoopData.DRIFT);
        // No other DAG is here that its last task could start.
        assertThat(run.task("compare").failure()).isEmpty();
        return run.task("compare").output(Boolean.class);
    }
}
