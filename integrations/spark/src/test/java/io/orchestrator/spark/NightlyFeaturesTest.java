package io.orchestrator.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.TaskDefinition;
import org.junit.jupiter.api.Test;

class NightlyFeaturesTest {

    @Test
    void theDagOfTheDocsIsOne() {
        Dag dag = new NightlyFeatures().dag();

        assertThat(dag.tasks()).extracting(TaskDefinition::id).containsExactly("features", "end");
        assertThat(dag.tasks().getLast().after()).containsExactly("features");
    }
}
