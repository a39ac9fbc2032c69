package io.orchestrator.sdk;

import io.orchestrator.sdk.TaskDefinition.Decision;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What can be declared in a DAG and in each of its groups. */
abstract sealed class Declarations extends SensorDeclarations permits DagBuilder, Group {

    abstract DagBuilder dag();

    /** Where it is declared, or null: in no group. */
    abstract @Nullable Group group();

    /** The options of all tasks in here that do not say otherwise themselves. */
    public abstract TaskDefaults defaults();

    @Override
    <R extends @Nullable Object> Task<R> declare(
            String id, Serializable function, boolean returnsValue, TaskCode code, @Nullable Argument<?>... inputs) {
        return dag().steps().add(group(), id, function, returnsValue, code, inputs);
    }

    /**
     * The newest events of an asset, or of what an alias stands for: at most 1,000, the oldest first. A task that takes them reads
     * that asset, which its page and that of the asset say.
     */
    public Input<AssetEvents> events(AssetUse of) {
        dag().requireOpen("events");
        return GivenInput.events(dag(), of);
    }

    /** The events of assets that the run has taken; none if none have started it. */
    public Input<AssetEvents> triggeringEvents() {
        dag().requireOpen("triggeringEvents");
        return GivenInput.events(dag(), null);
    }

    /**
     * A version of a dataset: of what this run has published itself the newest; else the one that the run has seen before, or that
     * started it; else the newest that is published. A task whose dataset has no version fails.
     */
    public Input<DatasetVersion> read(Dataset dataset) {
        dag().requireOpen("read");
        return GivenInput.version(dag(), dataset, null, true);
    }

    /** The same of the version that has a tag, such as {@code champion}. */
    public Input<DatasetVersion> read(Dataset dataset, String tag) {
        dag().requireOpen("read");
        return GivenInput.version(dag(), dataset, tag, true);
    }

    /** As {@link #read(Dataset)}, but empty where that would fail. */
    public Input<Optional<DatasetVersion>> readIfAny(Dataset dataset) {
        dag().requireOpen("readIfAny");
        return GivenInput.version(dag(), dataset, null, false);
    }

    /** As {@link #read(Dataset, String)}, but empty where that would fail. */
    public Input<Optional<DatasetVersion>> readIfAny(Dataset dataset, String tag) {
        dag().requireOpen("readIfAny");
        return GivenInput.version(dag(), dataset, tag, false);
    }

    /**
     * The newest versions of a dataset, the newest first, without their files: to compare what is known of them.
     *
     * @param most 1 to 1,000
     */
    public Input<List<DatasetVersion>> history(Dataset dataset, int most) {
        dag().requireOpen("history");
        return GivenInput.history(dag(), dataset, most);
    }

    /** Where a task writes the next version of a dataset, which becomes one of its outlets. */
    public Input<Staging> write(Dataset dataset) {
        dag().requireOpen("write");
        return GivenInput.staging(dag(), dataset);
    }

    /** A group of tasks. The ids of its tasks begin with its own and a dot. */
    public Group group(String id) {
        return dag().steps().add(new Group(dag(), group(), dag().steps().groupId(group(), id)));
    }

    /** A group that is there once for each element of a list, known only when a run is there. */
    public <A extends @Nullable Object> MappedGroup<A> mapGroup(String id, Each<A> each) {
        String groupId = dag().steps().groupId(group(), id);
        MappedGroup<?> outer = Group.mappedScope(group());
        if (outer != null) {
            throw DagDefinitionException.ofDag(
                    dag().id(),
                    "the group '" + groupId + "' is mapped and lies in the mapped group '" + outer.id()
                            + "'; only one of them can be, so map the outer one over pairs");
        }
        MappedGroup<A> mapped = dag().steps().add(new MappedGroup<>(dag(), group(), groupId, each));
        each.from().forEach(input -> mapped.after(Wiring.taskOf(input)));
        return mapped;
    }

    /** What a task returns decides which of the tasks after it go on. */
    public <K> Branch<K> branch(Task<K> task) {
        task.open("branch");
        Branch<K> branch = new Branch<>(task, false);
        task.decide(branch);
        return branch;
    }

    /** The same for a task that returns several choices at once, or none. */
    public <K> Branch<K> branches(Task<? extends Collection<K>> task) {
        task.open("branches");
        Branch<K> branch = new Branch<>(task, true);
        task.decide(branch);
        return branch;
    }

    /** A task without code by which the engine decides, by the time, which of the tasks after it go on. */
    public Branch<Boolean> branch(String id, ClockQuestion question) {
        Task<Boolean> task = withoutCode(id);
        Branch<Boolean> branch = new Branch<>(task, question);
        task.decide(branch);
        return branch;
    }

    /** A task without code that waits for an instant. */
    public Task<Void> waitUntil(String id, Until until) {
        return this.<Void>withoutCode(id).engineWaits(until);
    }

    /** A task without code that waits for a run of another DAG. */
    public Task<Void> waitForRun(String id, OtherRun run) {
        return this.<Void>withoutCode(id).engineWaits(run);
    }

    /** A task without code that starts a run of another DAG. */
    public Task<Void> trigger(String id, TriggerRun run) {
        return this.<Void>withoutCode(id).engineWaits(run);
    }

    private <T> Task<T> withoutCode(String id) {
        TaskAction.Of0 nothing = () -> {};
        return declare(id, nothing, false, (context, in) -> null);
    }

    /** If this task returns false, or null, everything after it is skipped, whatever the trigger rules; teardowns never are. */
    public void shortCircuit(Task<Boolean> condition) {
        condition.open("shortCircuit");
        condition.decide(new Decision.ShortCircuit(true));
    }

    /** If this task returns false, or null, what follows it directly is skipped; the rest goes by its trigger rules. */
    public void shortCircuitDirect(Task<Boolean> condition) {
        condition.open("shortCircuitDirect");
        condition.decide(new Decision.ShortCircuit(false));
    }

    /**
     * A task without code whose direct followers are skipped if a later run of the DAG is due already; never in a run that was
     * started by hand.
     */
    public Task<Void> latestOnly(String id) {
        Task<Void> task = withoutCode(id);
        task.decide(new Decision.LatestOnly());
        return task;
    }

    /**
     * Repeats tasks, one round after the other, until a condition is met or a number of rounds is over. Each round is a group;
     * the rounds that are not needed are skipped.
     *
     * @param most how many rounds there can be
     * @param first what the first round is given
     * @param round defines one round's tasks with the methods of its group, and returns the one whose output is the round's
     * @param until whether a round's output is good enough; called on the worker
     * @return the output of the last round that ran
     */
    public <S> Task<S> loop(
            String id,
            int most,
            Input<S> first,
            BiFunction<Group, Input<S>, Task<S>> round,
            Predicate<? super S> until) {
        return Loops.define(group(id), most, first, round, until);
    }
}
