package io.orchestrator.sdk;

import io.orchestrator.sdk.TaskDefinition.Decision;
import io.orchestrator.sdk.TaskDefinition.Flow;
import io.orchestrator.sdk.TaskDefinition.Role;
import java.io.Serializable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A task while its DAG is being defined: pass it to another task to hand over its output, and set its options. Not usable
 * after {@link Dag#define} has returned.
 *
 * @param <T> the type of its output
 */
public final class Task<T extends @Nullable Object> extends TaskOptions<Task<T>> implements Input<T>, Step {

    private final DagBuilder dag;
    private final @Nullable Group group;
    private final String id;
    private final Serializable function;
    private final boolean returnsValue;
    private final TaskCode code;
    private final List<Argument<?>> arguments;
    private final Set<Step> after = new LinkedHashSet<>();
    private final Set<Step> around = new LinkedHashSet<>();
    private final Set<AssetUse> outlets = new LinkedHashSet<>();

    private @Nullable String description;
    private @Nullable TypeRef<?> returning;
    private @Nullable Task<?> returningLike;
    private @Nullable Decision decision;
    private @Nullable Branch<?> branch;
    private Role role = Role.WORK;
    private @Nullable String label;
    private @Nullable Poking poking;
    private @Nullable EngineWait engineWait;

    Task(
            DagBuilder dag,
            @Nullable Group group,
            String id,
            Serializable function,
            boolean returnsValue,
            TaskCode code,
            List<Argument<?>> arguments) {
        this.dag = dag;
        this.group = group;
        this.id = id;
        this.function = function;
        this.returnsValue = returnsValue;
        this.code = code;
        this.arguments = arguments;
    }

    @Override
    public Task<T> after(Step... others) {
        open("after");
        for (Step other : others) {
            after.add(dag.steps().own(id, "after", other));
        }
        return this;
    }

    @Override
    public Task<T> before(Step... others) {
        open("before");
        for (Step other : others) {
            dag.steps().own(id, "before", other).after(this);
        }
        return this;
    }

    /** Makes what tasks after it need. Those all depend on it, and are cleared together with it. */
    public Task<T> setup() {
        open("setup");
        become(Role.SETUP, "setup");
        return this;
    }

    /**
     * Takes away what these setups made: it runs once everything before it has ended, however, if one of them succeeded. They
     * become setups by this. Its failure does not fail the run, unless {@link #failsRun}.
     */
    public Task<T> teardownOf(Task<?>... setups) {
        open("teardownOf");
        if (setups.length == 0) {
            throw refuse("teardownOf names no setup; name the tasks whose work it takes away");
        }
        become(Role.TEARDOWN, "teardownOf");
        for (Task<?> setup : setups) {
            dag.steps().own(id, "teardownOf", setup);
            setup.become(Role.SETUP, "a setup of '" + id + "'");
            after.add(setup);
        }
        return this;
    }

    /**
     * What needs the setups of this teardown: the first of these tasks come after the setups, the last before the teardown. Of a
     * setup: the first of these tasks come after it. A further setup and its teardown may be among them.
     */
    public Task<T> around(Step... steps) {
        open("around");
        if (role == Role.WORK) {
            throw refuse("around is for setups and teardowns; call setup or teardownOf before");
        }
        for (Step step : steps) {
            around.add(dag.steps().own(id, "around", step));
        }
        return this;
    }

    /** If this teardown fails, so does the run. */
    public Task<T> failsRun() {
        open("failsRun");
        if (!isTeardown()) {
            throw refuse("failsRun is for teardowns, call teardownOf before; any other task fails its run anyway");
        }
        role = Role.DECIDING_TEARDOWN;
        return this;
    }

    /**
     * What pages call the instances of this mapped task. {@code {{task_id}}}, {@code {{map_index}}} and {@code {{map_name}}} are
     * replaced, the last by what {@link TaskContext#label} was told.
     */
    public Task<T> label(String template) {
        open("label");
        if (!isMapped()) {
            throw refuse("label is for the instances of a mapped task; leave it out");
        }
        this.label = template;
        return this;
    }

    /**
     * What a success of this task updates: it is an event of each of these assets, and DAGs that follow them hear of it. Of an alias
     * the task's code says which assets those are.
     */
    public Task<T> outlets(AssetUse... assets) {
        open("outlets");
        outlets.addAll(List.of(assets));
        return this;
    }

    Task<T> poking(Poking how) {
        poking = how;
        return this;
    }

    Task<T> engineWaits(EngineWait what) {
        engineWait = what;
        return this;
    }

    /** Shown on the task's page, as Markdown. */
    public Task<T> description(String markdown) {
        open("description");
        this.description = markdown;
        return this;
    }

    /** Names the type of the output, where a lambda cannot say it: {@code new TypeRef<List<Flight>>() {}}. */
    public Task<T> returning(TypeRef<T> type) {
        open("returning");
        this.returning = type;
        return this;
    }

    Task<T> returningLike(Task<T> other) {
        this.returningLike = other;
        return this;
    }

    private void become(Role wanted, String call) {
        if (role != Role.WORK && role != wanted) {
            throw refuse("it cannot be both a setup and a teardown, but " + call + " was called; use two tasks");
        }
        role = wanted;
    }

    void decide(Decision made) {
        if (decision != null || branch != null) {
            throw refuse("it decides twice what follows; keep one of branch, branches and shortCircuit");
        }
        decision = made;
    }

    void decide(Branch<?> made) {
        if (decision != null || branch != null) {
            throw refuse("it decides twice what follows; keep one of branch, branches and shortCircuit");
        }
        branch = made;
    }

    String id() {
        return id;
    }

    DagBuilder dag() {
        return dag;
    }

    @Nullable
    Group group() {
        return group;
    }

    List<Argument<?>> arguments() {
        return arguments;
    }

    Set<Step> afterSteps() {
        return after;
    }

    Set<Step> aroundSteps() {
        return around;
    }

    boolean isTeardown() {
        return role == Role.TEARDOWN || role == Role.DECIDING_TEARDOWN;
    }

    boolean isSetup() {
        return role == Role.SETUP;
    }

    /** Whether it has an instance for each element by itself. */
    boolean isMapped() {
        return arguments.stream().anyMatch(Each.class::isInstance);
    }

    /** The generic type of what its code returns, or null if it returns nothing. */
    @Nullable
    Type returnedType() {
        if (!returnsValue) {
            return null;
        }
        if (returningLike != null) {
            return returningLike.returnedType();
        }
        Type type = returning == null ? functionType() : namedType(returning.type());
        if (type == Void.class) {
            return null;
        }
        ValueTypes.require(type);
        return type;
    }

    /** What a sensor looks for is its output, not the look. */
    private Type functionType() {
        Type type = poking == null ? ReturnType.of(function) : ReturnType.ofPoke(function);
        return poking != null && type instanceof ParameterizedType look ? look.getActualTypeArguments()[0] : type;
    }

    /** A mapped task's type is named as that of the list of all outputs, which is what others see of it. */
    private Type namedType(Type named) {
        return isMapped() && named instanceof ParameterizedType list ? list.getActualTypeArguments()[0] : named;
    }

    TaskDefinition define(Wiring wiring) {
        try {
            return defined(wiring);
        } catch (DagDefinitionException e) {
            throw e.at(dag.id(), id);
        }
    }

    private TaskDefinition defined(Wiring wiring) {
        OptionValues all = options;
        for (Group outer = group; outer != null; outer = outer.parent()) {
            all = all.orElse(outer.defaults().options);
        }
        all = all.orElse(dag.defaults().options);
        Arguments resolved = new Arguments(this);
        List<TaskArgument> taskArguments = resolved.all();
        return new TaskDefinition(
                id,
                description,
                group == null ? null : group.id(),
                taskArguments,
                wiring.after(this, taskArguments),
                returnedType(),
                new Flow(
                        rule(all, wiring), role, all.past(), decision(), resolved.mapping(), label, poking, engineWait),
                all.retry(),
                all.get(OptionKey.EXCEPTIONS),
                all.get(OptionKey.TIMEOUT),
                all.get(OptionKey.QUEUE),
                all.get(OptionKey.REQUIRES),
                all.get(OptionKey.PRIORITY),
                all.get(OptionKey.WEIGHT_RULE),
                all.limits(),
                all.jvm(),
                all.hooks(),
                outlets(taskArguments),
                code);
    }

    private List<AssetUse> outlets(List<TaskArgument> taskArguments) {
        Set<AssetUse> all = new LinkedHashSet<>(outlets);
        for (TaskArgument argument : taskArguments) {
            if (argument instanceof TaskArgument.GivenStaging staging) {
                if (all.stream().anyMatch(staging.of()::equals)) {
                    throw refuse(
                            "it writes " + staging.of() + " twice, or names it in outlets as well; keep one write");
                }
                all.add(staging.of());
            }
        }
        return List.copyOf(all);
    }

    private TriggerRule rule(OptionValues all, Wiring wiring) {
        if (!isTeardown()) {
            TriggerRule rule = all.get(OptionKey.RULE);
            Task<?> before = wiring.setupBefore(this);
            if (before != null && rule != TriggerRule.ALL_SUCCESS) {
                throw refuse("it comes directly after the setup '" + before.id()
                        + "', without which it cannot run, so its rule has to be ALL_SUCCESS, not " + rule);
            }
            return rule;
        }
        if (options.get(OptionKey.RULE) != TriggerRule.ALL_SUCCESS) {
            throw refuse("it is a teardown, which has a rule of its own; leave rule out");
        }
        return TriggerRule.ALL_SUCCESS;
    }

    private @Nullable Decision decision() {
        return branch == null ? decision : branch.define(returnedType());
    }

    @Override
    void open(String call) {
        dag.requireOpen("task '" + id + "'", call);
    }

    @Override
    DagDefinitionException refuse(String message) {
        return DagDefinitionException.ofTask(dag.id(), id, message);
    }

    @Override
    Task<T> self() {
        return this;
    }
}
