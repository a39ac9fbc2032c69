package io.orchestrator.runner;

import io.orchestrator.protocol.mask.Masker;
import io.orchestrator.protocol.worker.AssetUpdate;
import io.orchestrator.protocol.worker.DatasetReport;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Report.Failure;

/** What must not leave this process while one attempt runs. Any thread may add to it. */
final class Masking {

    static final Masking NONE = new Masking(Masker.NONE);

    private volatile Masker masker;

    Masking(Masker masker) {
        this.masker = masker;
    }

    synchronized void add(String secret) {
        masker = masker.plus(secret);
    }

    String mask(String text) {
        return masker.mask(text);
    }

    /** Also the begin of a secret that goes on where the text was cut off. */
    String maskCut(String text) {
        return masker.maskCut(text);
    }

    /** What an asset is called is masked too: code may have made it of what it was given. */
    private static AssetUpdate masked(Masker now, AssetUpdate update) {
        return new AssetUpdate(
                now.mask(update.name()),
                now.mask(update.uri()),
                update.group(),
                update.alias(),
                now.mask(update.extra()));
    }

    private static DatasetReport masked(Masker now, DatasetReport report) {
        return new DatasetReport(
                report.staged().stream().map(staged -> masked(now, staged)).toList(), report.tags());
    }

    private static DatasetReport.Staged masked(Masker now, DatasetReport.Staged staged) {
        return new DatasetReport.Staged(
                staged.dataset(),
                staged.files(),
                staged.rows(),
                staged.columns(),
                now.mask(staged.meta()),
                staged.tags(),
                staged.checks().stream()
                        .map(check -> new DatasetReport.Check(
                                check.name(),
                                check.passed(),
                                now.mask(check.summary()),
                                now.mask(check.details()),
                                now.mask(check.sample())))
                        .toList());
    }

    Report mask(Report report) {
        Masker now = masker;
        return switch (report) {
            case Report.Succeeded done ->
                new Report.Succeeded(
                        done.attemptId(),
                        done.output() == null ? null : now.mask(done.output()),
                        now.maskOrNull(done.label()),
                        done.updates().stream()
                                .map(update -> masked(now, update))
                                .toList(),
                        masked(now, done.datasets()));
            case Report.Failed failed ->
                new Report.Failed(
                        failed.attemptId(),
                        new Failure(
                                failed.failure().kind(),
                                now.mask(failed.failure().message()),
                                now.maskOrNull(failed.failure().stackTrace())),
                        failed.retryable(),
                        failed.retryAfter(),
                        now.maskOrNull(failed.label()),
                        masked(now, failed.datasets()));
            case Report.Skipped skipped ->
                new Report.Skipped(skipped.attemptId(), now.mask(skipped.reason()), now.maskOrNull(skipped.label()));
            case Report.NotYet not -> new Report.NotYet(not.attemptId(), not.next(), now.maskOrNull(not.label()));
            case Report.Deferred deferred ->
                new Report.Deferred(
                        deferred.attemptId(),
                        deferred.until(),
                        deferred.resume() == null ? null : now.mask(deferred.resume()),
                        now.maskOrNull(deferred.label()));
            case Report.Started started -> started;
            case Report.Stopped stopped -> stopped;
            case Report.HandedBack back -> back;
        };
    }
}
