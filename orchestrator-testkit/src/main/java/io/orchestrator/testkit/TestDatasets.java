package io.orchestrator.testkit;

import io.orchestrator.core.engine.memory.MemoryDatasets;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.DatasetVersion;
import java.util.List;

/** What became of datasets in a test. */
public final class TestDatasets {

    private final MemoryDatasets datasets;
    private final TestData data;

    TestDatasets(MemoryDatasets datasets, TestData data) {
        this.datasets = datasets;
        this.data = data;
    }

    /** The versions that are published, in the order of their numbers, with their files. */
    public List<DatasetVersion> versions(Dataset dataset) {
        return data.versions(datasets, dataset.name());
    }

    /** What checks have said of versions that are in quarantine: a sentence for each check that failed. */
    public List<String> quarantined(Dataset dataset) {
        return datasets.quarantined().stream()
                .filter(version -> version.dataset().equals(dataset.name()))
                .flatMap(version -> version.staged().checks().stream())
                .filter(check -> !check.passed())
                .map(check -> check.name() + ": " + check.summary())
                .toList();
    }
}
