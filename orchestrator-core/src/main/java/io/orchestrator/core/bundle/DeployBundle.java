package io.orchestrator.core.bundle;

import io.orchestrator.core.bundle.DescribeOutcome.Described;
import io.orchestrator.core.bundle.DescribeOutcome.Failed;
import io.orchestrator.core.dag.DagCheck;
import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.core.engine.Engine;
import io.orchestrator.core.schedule.KnownSlots;
import io.orchestrator.core.schedule.SlotStore;
import io.orchestrator.protocol.graph.BundleDescription;
import io.orchestrator.protocol.graph.BundleDescription.DescribeError;
import io.orchestrator.protocol.graph.BundleDescription.DescribedDag;
import io.orchestrator.protocol.graph.BundleManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a bundle's DAGs in force: describe, check, store, hand to the engine. Whatever goes wrong becomes an import error, and
 * what was in force before stays. One bundle at a time.
 */
public final class DeployBundle {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}");
    private static final Logger log = LoggerFactory.getLogger(DeployBundle.class);
    private static final long ENGINE_SECONDS = 60;

    private final Engine engine;
    private final BundleStore store;
    private final SlotStore slots;
    private final InstantSource clock;
    private final DescribeBundle describe;
    private final CheckDescription check;
    private final Function<BundleDescription, Doubts> doubts;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    public DeployBundle(
            Engine engine,
            BundleStore store,
            SlotStore slots,
            DescribeBundle describe,
            DagCheck dagCheck,
            InstantSource clock) {
        this(engine, store, slots, describe, dagCheck, described -> Doubts.NONE, clock);
    }

    /** @param doubts what is to be said of a bundle before it is in force */
    public DeployBundle(
            Engine engine,
            BundleStore store,
            SlotStore slots,
            DescribeBundle describe,
            DagCheck dagCheck,
            Function<BundleDescription, Doubts> doubts,
            InstantSource clock) {
        this.slots = slots;
        this.clock = clock;
        this.doubts = doubts;
        this.engine = engine;
        this.store = store;
        this.describe = describe;
        this.check = new CheckDescription(dagCheck);
    }

    /**
     * Deploys an uploaded bundle.
     *
     * @param dagJars the jars that are searched for DAG sources, at least one
     * @throws CommandRefused INVALID if it is no bundle; UNAVAILABLE if the engine does not lead
     * @throws IOException if a jar cannot be read or the child JVM cannot be started
     */
    public Deployment deploy(String name, List<Path> dagJars, List<Path> libraries)
            throws IOException, InterruptedException {
        List<JarStamp> jars = new ArrayList<>();
        for (Path jar : dagJars) {
            jars.add(JarStamp.of(jar, true));
        }
        for (Path jar : libraries) {
            jars.add(JarStamp.of(jar, false));
        }
        List<String> faults = faults(name, jars);
        if (!faults.isEmpty()) {
            throw new CommandRefused(CommandRefused.Kind.INVALID, String.join(" ", faults));
        }
        return deploy(BundleFiles.hash(name, jars, null), null);
    }

    /** What keeps these from being a bundle, before anything is read; empty: nothing. */
    static List<String> faults(String name, List<JarStamp> jars) {
        List<String> faults = new ArrayList<>();
        if (!NAME.matcher(name).matches()) {
            faults.add("A bundle's name is '%s'; expected 1 to 200 letters, digits, dots, dashes or underscores."
                    .formatted(name));
        }
        if (jars.stream().noneMatch(JarStamp::dags)) {
            faults.add("The bundle '%s' has no DAG jar. Jars with DAGs lie at the top of its folder, libraries in lib/."
                    .formatted(name));
        }
        jars.stream()
                .filter(jar -> jar.size() > BundleFiles.LARGEST_JAR)
                .forEach(jar ->
                        faults.add("%s has %d bytes, at most %d are possible; split it or fetch the data in a task."
                                .formatted(jar.file().getFileName(), jar.size(), BundleFiles.LARGEST_JAR)));
        return faults;
    }

    /**
     * @param dropBox where it was found, or null: it was uploaded
     * @throws JarChanged if a jar is not any more what was hashed
     */
    Deployment deploy(BundleFiles files, @Nullable Path dropBox) throws IOException, InterruptedException {
        oneAtATime.lockInterruptibly();
        try {
            DescribeOutcome outcome = describe.describe(files.dagJars(), files.libraries());
            files.requireUnchanged();
            return switch (outcome) {
                case Failed failed -> refuse(files.manifest(), failed.reason(), failed.detail());
                case Described described -> putInForce(files, described.description(), dropBox);
            };
        } finally {
            oneAtATime.unlock();
        }
    }

    /** Makes all DAGs of a bundle inactive whose folder is gone. */
    void remove(String bundle, Path dropBox) throws IOException, InterruptedException {
        oneAtATime.lockInterruptibly();
        try {
            BundleManifest empty = BundleFiles.empty(bundle);
            store.save(empty, List.of());
            submit(empty, new BundleDescription(List.of(), List.of()));
            store.markDeployed(empty, dropBox, List.of(), List.of());
        } finally {
            oneAtATime.unlock();
        }
    }

    private Deployment putInForce(BundleFiles files, BundleDescription described, @Nullable Path dropBox)
            throws IOException, InterruptedException {
        BundleManifest manifest = files.manifest();
        if (described.dags().isEmpty() && described.errors().isEmpty()) {
            return refuse(
                    manifest,
                    "The bundle has no DAG. Expected in one of its DAG jars: a public class that implements io.orchestrator.sdk.DagSource and has a public constructor without parameters.",
                    "");
        }
        BundleDescription checked =
                check.check(manifest.bundle(), described, ids -> store.takenByOthers(manifest.bundle(), ids));
        if (checked.dags().isEmpty()) {
            return refuse(manifest, checked.errors());
        }
        // Beforehand: afterwards it would be compared with itself.
        Doubts said = doubts.apply(checked);
        store.save(manifest, files.files());
        keepSlots(manifest, checked);
        try {
            submit(manifest, checked);
        } catch (CommandRefused e) {
            if (e.kind() == CommandRefused.Kind.UNAVAILABLE) {
                throw e;
            }
            return refuse(manifest, e.getMessage() == null ? "The engine refused the bundle." : e.getMessage(), "");
        }
        store.markDeployed(manifest, dropBox, checked.errors(), said.contracts());
        said.sentences().forEach(log::warn);
        said.contracts().forEach(broken -> log.warn("{}", broken));
        List<String> dagIds =
                checked.dags().stream().map(dag -> dag.graph().dagId()).toList();
        return new Deployment(manifest, true, dagIds, checked.errors());
    }

    /** Before the engine hears of the build: it looks for them when it takes the DAGs over. */
    private void keepSlots(BundleManifest manifest, BundleDescription checked) {
        for (DescribedDag dag : checked.dags()) {
            if (dag.slots() != null) {
                KnownSlots known =
                        KnownSlots.of(dag.graph().dagId(), manifest.build(), dag.slots(), false, null, clock.instant());
                slots.save(known);
                if (known.error() != null) {
                    log.warn("DAG {} is in force, but its schedule is not whole: {}", known.dagId(), known.error());
                }
            }
        }
    }

    private Deployment refuse(BundleManifest manifest, String reason, String detail) {
        return refuse(manifest, List.of(new DescribeError(manifest.bundle(), reason, detail)));
    }

    private Deployment refuse(BundleManifest manifest, List<DescribeError> errors) {
        store.markRefused(manifest.bundle(), manifest.build(), errors);
        return new Deployment(manifest, false, List.of(), errors);
    }

    private void submit(BundleManifest manifest, BundleDescription description) throws InterruptedException {
        try {
            engine.submit(new Command.Deploy(manifest, description)).get(ENGINE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CommandRefused refused) {
                throw refused;
            }
            throw new IllegalStateException(
                    "The engine failed to take the bundle '%s'".formatted(manifest.bundle()), e.getCause());
        } catch (TimeoutException e) {
            throw new CommandRefused(
                    CommandRefused.Kind.UNAVAILABLE,
                    "The engine did not take the bundle '%s' within %d s; try again."
                            .formatted(manifest.bundle(), ENGINE_SECONDS));
        }
    }
}
