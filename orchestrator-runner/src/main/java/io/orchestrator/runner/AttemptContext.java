package io.orchestrator.runner;

import io.orchestrator.protocol.Limits;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.sdk.Asset;
import io.orchestrator.sdk.AssetAlias;
import io.orchestrator.sdk.DataInterval;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.Params;
import io.orchestrator.sdk.TaskContext;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An assignment as user code sees it. */
final class AttemptContext implements TaskContext {

    private static final int LONGEST_LABEL = Limits.LABEL;

    private final Assignment assignment;
    private final System.Logger log;
    private final Cancellation cancellation;
    private final Masking masking;
    private final AssetUpdates updates = new AssetUpdates();
    private final AttemptDatasets datasets;
    private volatile @Nullable String label;

    AttemptContext(Assignment assignment, System.Logger log, Cancellation cancellation, Masking masking, Lake lake) {
        this.assignment = assignment;
        this.log = log;
        this.cancellation = cancellation;
        this.masking = masking;
        this.datasets = new AttemptDatasets(lake, assignment.attemptId());
    }

    Assignment assignment() {
        return assignment;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /** What user code called this instance, or null. */
    @Nullable
    String label() {
        return label;
    }

    @Override
    public void label(String text) {
        String masked = masked(text);
        label = masked.length() <= LONGEST_LABEL ? masked : masked.substring(0, LONGEST_LABEL);
    }

    AssetUpdates updates() {
        return updates;
    }

    AttemptDatasets datasets() {
        return datasets;
    }

    @Override
    public void tag(DatasetVersion version, String tag) {
        datasets.tag(version, tag);
    }

    @Override
    public void updated(Asset asset, Map<String, ?> extra) {
        updates.add(asset, extra);
    }

    @Override
    public void updated(AssetAlias alias, Asset asset, Map<String, ?> extra) {
        updates.add(alias, asset, extra);
    }

    @Override
    public <S> Optional<S> resumed(Class<S> type) {
        JsonNode left = assignment.resume();
        return left == null
                ? Optional.empty()
                : Optional.ofNullable(type.cast(TaskValues.of(type).read(left)));
    }

    @Override
    public System.Logger log() {
        return log;
    }

    @Override
    public String dagId() {
        return assignment.dagId();
    }

    @Override
    public String runId() {
        return assignment.runId();
    }

    @Override
    public String taskId() {
        return assignment.taskId();
    }

    @Override
    public int mapIndex() {
        return assignment.mapIndex();
    }

    @Override
    public int attempt() {
        return assignment.attempt();
    }

    @Override
    public UUID attemptId() {
        return assignment.attemptId();
    }

    @Override
    public Optional<Instant> logicalDate() {
        return Optional.ofNullable(assignment.logicalDate());
    }

    @Override
    public Optional<DataInterval> dataInterval() {
        Instant start = assignment.intervalStart();
        Instant end = assignment.intervalEnd();
        return start == null || end == null ? Optional.empty() : Optional.of(new DataInterval(start, end));
    }

    @Override
    public Params params() {
        return Params.of(TaskValues.map(assignment.params()));
    }

    @Override
    public void mask(String secret) {
        masking.add(secret);
    }

    /** Before it is cut: of half a secret nothing would know. */
    String masked(String text) {
        return masking.mask(text);
    }

    @Override
    public boolean isCancelled() {
        return cancellation.isCancelled();
    }

    @Override
    public void onCancel(Runnable action) {
        cancellation.onCancel(action);
    }
}
