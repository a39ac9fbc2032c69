package io.orchestrator.sdk;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Data, or a model, that tasks produce as immutable versions. A task that {@link DagBuilder#write writes} it stages files; they
 * are checked where they are and become a version in the transaction of the task's success. Who {@link DagBuilder#read reads} it
 * sees published versions alone. Each published version is an event of an asset of the same name, so DAGs can follow it.
 */
public final class Dataset implements AssetUse {

    private static final String USUAL_GROUP = "dataset";

    private final Asset asset;
    private final boolean appending;
    private final List<DatasetCheck> checks;
    private final @Nullable Contract contract;

    private Dataset(Asset asset, boolean appending, List<DatasetCheck> checks, @Nullable Contract contract) {
        this.asset = asset;
        this.appending = appending;
        this.checks = checks;
        this.contract = contract;
    }

    /**
     * A dataset of which each version holds all of it.
     *
     * @param name 1 to 200 of the characters A-Z a-z 0-9 _ . -
     */
    public static Dataset of(String name) {
        Checks.id("dataset", name);
        return new Dataset(Asset.of(name, "dataset:" + name).group(USUAL_GROUP), false, List.of(), null);
    }

    /** A dataset whose versions are models. Their metrics, parameters and signature belong into {@link Staging#meta}. */
    public static Dataset model(String name) {
        Dataset dataset = of(name);
        return new Dataset(dataset.asset.group("model"), false, List.of(), null);
    }

    /** The same, whose versions each add to those before, as raw data does; nothing that is there can be overwritten. */
    public Dataset appendOnly() {
        return new Dataset(asset, true, checks, contract);
    }

    /** The same, of which a version is published only if these pass as well. */
    public Dataset checkedBy(DatasetCheck... more) {
        List<DatasetCheck> all = Stream.concat(checks.stream(), Stream.of(more)).toList();
        Set<String> names = new TreeSet<>();
        for (DatasetCheck check : all) {
            Checks.name("check of dataset " + name(), check.name(), 200);
            if (!names.add(check.name())) {
                throw DagDefinitionException.of("dataset '" + name() + "' has two checks named '" + check.name()
                        + "'; give each a name of its own");
            }
        }
        return new Dataset(asset, appending, all, contract);
    }

    /**
     * The same, whose producer promises this. It is its first check, named {@code contract}; and who reads the dataset counts on what
     * is promised where its own code was compiled.
     */
    public Dataset contract(Contract promised) {
        if (contract != null) {
            throw DagDefinitionException.of("dataset '" + name() + "' has two contracts; make one of them");
        }
        DatasetCheck[] others = checks.toArray(DatasetCheck[]::new);
        return new Dataset(asset, appending, List.of(promised.check()), promised).checkedBy(others);
    }

    @Override
    public String name() {
        return asset.name();
    }

    /** {@code dataset} or {@code model}. */
    @Override
    public String group() {
        return asset.group();
    }

    /** The asset that each published version is an event of. */
    public Asset asset() {
        return asset;
    }

    /** Whether each version adds to those before. */
    public boolean isAppendOnly() {
        return appending;
    }

    /** What its producer promises, or null: nothing. */
    public @Nullable Contract contract() {
        return contract;
    }

    /** What a version has to pass before it is published. */
    public List<DatasetCheck> checks() {
        return checks;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Dataset dataset && dataset.asset.equals(asset);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Dataset.class, asset);
    }

    @Override
    public String toString() {
        return "dataset " + name();
    }
}
