package io.orchestrator.core.engine;

import io.orchestrator.core.dataset.DatasetMoves;
import io.orchestrator.core.dataset.NewTag;
import io.orchestrator.core.dataset.NewVersion;
import io.orchestrator.protocol.worker.DatasetReport;

/** What versions of datasets are once they are stored. Names and tags were checked when they came. */
final class StoredDatasets {

    private StoredDatasets() {}

    static DatasetMoves of(DatasetMoves moves) {
        return moves.isEmpty()
                ? moves
                : new DatasetMoves(
                        moves.versions().stream().map(StoredDatasets::version).toList(),
                        moves.tags().stream().map(StoredDatasets::tag).toList(),
                        moves.repeats());
    }

    private static NewVersion version(NewVersion version) {
        DatasetReport.Staged staged = version.staged();
        return new NewVersion(
                new DatasetReport.Staged(
                        staged.dataset(),
                        staged.files().stream()
                                .map(file -> new DatasetReport.File(
                                        StoredForm.text(file.name()), file.sha256(), file.bytes()))
                                .toList(),
                        staged.rows(),
                        StoredForm.json(staged.columns()),
                        StoredForm.json(staged.meta()),
                        staged.tags(),
                        staged.checks().stream().map(StoredDatasets::check).toList()),
                version.published(),
                version.appendOnly(),
                version.attemptId(),
                version.runKey(),
                StoredForm.text(version.dagId()),
                StoredForm.text(version.runId()),
                StoredForm.text(version.taskId()),
                version.mapIndex(),
                version.build(),
                version.contentHash(),
                StoredForm.time(version.at()));
    }

    private static DatasetReport.Check check(DatasetReport.Check check) {
        return new DatasetReport.Check(
                StoredForm.text(check.name()),
                check.passed(),
                StoredForm.text(check.summary()),
                StoredForm.json(check.details()),
                StoredForm.json(check.sample()));
    }

    private static NewTag tag(NewTag tag) {
        return new NewTag(
                tag.dataset(),
                tag.tag(),
                tag.number(),
                tag.attemptId(),
                tag.runKey(),
                StoredForm.text(tag.by()),
                StoredForm.time(tag.at()));
    }
}
