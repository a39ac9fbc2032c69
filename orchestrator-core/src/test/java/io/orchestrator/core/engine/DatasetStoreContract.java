package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.StoreRows.FIRST;
import static io.orchestrator.core.engine.StoreRows.SECOND;
import static io.orchestrator.core.engine.StoreRows.at;
import static io.orchestrator.core.engine.StoreRows.salesRun;
import static io.orchestrator.core.engine.StoreWrites.assets;
import static io.orchestrator.core.engine.StoreWrites.change;
import static io.orchestrator.core.engine.StoreWrites.creation;
import static io.orchestrator.core.engine.StoreWrites.turn;
import static io.orchestrator.core.engine.StoreWrites.withDatasets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.core.asset.AssetMoves;
import io.orchestrator.core.asset.AssetWrites;
import io.orchestrator.core.asset.DagAssets;
import io.orchestrator.core.asset.NewAssetEvent;
import io.orchestrator.core.dataset.DatasetMoves;
import io.orchestrator.core.dataset.NewTag;
import io.orchestrator.core.dataset.NewVersion;
import io.orchestrator.core.given.GivenFor;
import io.orchestrator.core.given.GivenUnavailable;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.AssetCondition;
import io.orchestrator.protocol.graph.AssetSpec;
import io.orchestrator.protocol.graph.GivenSpec;
import io.orchestrator.protocol.graph.GivenSpec.Kind;
import io.orchestrator.protocol.worker.DatasetReport;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What every engine store promises about versions of datasets. */
public interface DatasetStoreContract extends StoreUnderTest {

    /** Says which version an attempt reads. */
    JsonNode given(GivenSpec wanted, GivenFor attempt);

    /** The assets whose events tell of versions, with what goes with those, in order. */
    List<JsonNode> extras();

    private static NewVersion version(String dataset, UUID attempt, long run, String file, boolean published) {
        DatasetReport.Check check = new DatasetReport.Check(
                "rows",
                published,
                "as \u0000 expected",
                Json.MAPPER.readTree("{\"n\": 1}"),
                Json.MAPPER.readTree("[]"));
        return new NewVersion(
                new DatasetReport.Staged(
                        dataset,
                        List.of(new DatasetReport.File(file, "ab".repeat(32), 10)),
                        5,
                        Json.MAPPER.readTree("[{\"name\": \"n\", \"type\": \"INT\", \"nullable\": true}]"),
                        Json.MAPPER.readTree("{\"auc\": 0.5}"),
                        List.of(),
                        List.of(check)),
                published,
                dataset.startsWith("raw"),
                attempt,
                run,
                "sales",
                "r1",
                "load",
                -1,
                StoreRows.BUILD,
                "hash of " + file,
                at(20));
    }

    private static NewVersion version(String dataset, int attempt) {
        return version(dataset, new UUID(0, attempt), FIRST, "f" + attempt, true);
    }

    private static DatasetMoves moves(NewVersion... versions) {
        return new DatasetMoves(List.of(versions), List.of());
    }

    private static NewTag tag(String dataset, String tag, @Nullable Long number, int attempt) {
        return new NewTag(dataset, tag, number, new UUID(0, attempt), FIRST, "sales.load", at(21));
    }

    private void aRunIsThere() {
        commit(turn(
                creation(salesRun(FIRST, "r1", null), List.of()), creation(salesRun(SECOND, "r2", null), List.of())));
    }

    private void publish(NewVersion... versions) {
        commit(turn(withDatasets(change(salesRun(FIRST, "r1", null)), AssetMoves.NONE, moves(versions))));
    }

    private static GivenFor attempt(long run, int number) {
        return new GivenFor(run, new UUID(9, number), "reads", -1);
    }

    /** Numbers as whoever gets it reads them. */
    private static JsonNode read(JsonNode json) {
        return Json.MAPPER.readTree(json.toString());
    }

    private long read(String dataset, long run, int attempt) {
        return given(new GivenSpec(Kind.DATASET, dataset), attempt(run, attempt))
                .path("number")
                .asLong();
    }

    @Test
    default void versionsAreNumberedWithoutGapsForEachDataset() {
        aRunIsThere();
        publish(version("a", 1), version("b", 2), version("a", 3));
        publish(version("a", 4));

        JsonNode history = given(new GivenSpec(Kind.DATASET_HISTORY, "a@10"), attempt(SECOND, 1));
        assertThat(history.valueStream().map(node -> node.path("number").asLong()))
                .containsExactly(3L, 2L, 1L);
        assertThat(read("b", SECOND, 1)).isEqualTo(1);
    }

    @Test
    default void aVersionIsHandedOutAsItWasPublished() {
        aRunIsThere();
        publish(version("a", 1));

        JsonNode found = given(new GivenSpec(Kind.DATASET, "a"), attempt(SECOND, 1));
        assertThat(read(found.path("files")))
                .isEqualTo(Json.MAPPER.valueToTree(
                        List.of(Map.of("name", "f1", "sha256", "ab".repeat(32), "bytes", 10, "version", 1))));
        assertThat(found.path("rows").asLong()).isEqualTo(5);
        assertThat(found.path("meta").path("auc").asDouble()).isEqualTo(0.5);
        assertThat(found.path("columns").path(0).path("name").asString()).isEqualTo("n");
        assertThat(found.path("run_id").asString()).isEqualTo("r1");
    }

    @Test
    default void whatAppendsHasTheFilesOfThoseBefore() {
        aRunIsThere();
        publish(version("raw", 1), version("raw", 2));
        publish(version("raw", 3));

        JsonNode found = given(new GivenSpec(Kind.DATASET, "raw"), attempt(SECOND, 1));
        assertThat(found.path("files")
                        .valueStream()
                        .map(file -> file.path("name").asString()))
                .containsExactly("f1", "f2", "f3");
        assertThat(found.path("rows").asLong()).isEqualTo(15);
    }

    @Test
    default void whatIsInQuarantineIsNotSeenAndTakesNoNumber() {
        aRunIsThere();
        publish(version("a", new UUID(0, 1), FIRST, "bad", false));

        assertThatThrownBy(() -> read("a", SECOND, 1))
                .isInstanceOf(GivenUnavailable.class)
                .hasMessageContaining("has no published version");
        assertThat(given(new GivenSpec(Kind.DATASET_IF_ANY, "a"), attempt(SECOND, 1))
                        .isNull())
                .isTrue();
        publish(version("a", 2));
        assertThat(read("a", SECOND, 2)).isEqualTo(1);
    }

    @Test
    default void aRunSeesOneSnapshotAndWhatItPublishesItself() {
        aRunIsThere();
        publish(version("a", 1));
        assertThat(read("a", SECOND, 1)).isEqualTo(1);
        publish(version("a", 2));

        assertThat(read("a", SECOND, 1)).as("asked again").isEqualTo(1);
        assertThat(read("a", SECOND, 2)).as("another attempt of the run").isEqualTo(1);
        assertThat(read("a", FIRST, 3)).as("the run that published it").isEqualTo(2);

        publish(version("a", new UUID(0, 4), SECOND, "own", true));
        assertThat(read("a", SECOND, 4)).as("published by the run itself").isEqualTo(3);
        assertThat(read("a", SECOND, 1)).as("an attempt that has asked before").isEqualTo(1);
    }

    @Test
    default void aTagIsAtOneVersionAndARunThatMovesItSeesThat() {
        aRunIsThere();
        commit(turn(withDatasets(
                change(salesRun(FIRST, "r1", null)),
                AssetMoves.NONE,
                new DatasetMoves(
                        List.of(version("m", 1), version("m", 2)),
                        List.of(
                                tag("m", "champion", null, 1),
                                tag("m", "champion", null, 2),
                                tag("m", "old", 1L, 1),
                                tag("x", "old", 1L, 1))))));
        GivenSpec champion = new GivenSpec(Kind.DATASET, "m@champion");
        assertThat(given(champion, attempt(SECOND, 1)).path("number").asLong()).isEqualTo(2);
        assertThat(given(champion, attempt(SECOND, 1)).path("tags"))
                .isEqualTo(Json.MAPPER.valueToTree(List.of("champion")));

        commit(turn(withDatasets(
                change(salesRun(FIRST, "r1", null)),
                AssetMoves.NONE,
                new DatasetMoves(List.of(), List.of(tag("m", "champion", 1L, 3))))));
        assertThat(given(champion, attempt(SECOND, 2)).path("number").asLong()).isEqualTo(2);
        assertThat(given(champion, attempt(FIRST, 3)).path("number").asLong()).isEqualTo(1);
        assertThatThrownBy(() -> given(new GivenSpec(Kind.DATASET, "m@none"), attempt(FIRST, 4)))
                .hasMessageContaining("no version of the dataset 'm' has the tag 'none'");
    }

    @Test
    default void theEventOfAVersionCarriesItsNumber() {
        aRunIsThere();
        AssetSpec asset = new AssetSpec("a", "dataset:a", "dataset", Map.of());
        commit(assets(new AssetWrites(
                List.of(new DagAssets(
                        "sales",
                        List.of(new DagAssets.Use(DagAssets.Role.OUTLET, "load", new AssetCondition.Asset(asset))))),
                List.of(),
                List.of())));
        publish(version("a", 1));
        commit(turn(withDatasets(
                change(salesRun(FIRST, "r1", null)),
                new AssetMoves(List.of(event(asset, 2), event(asset, 3)), List.of()),
                moves(version("a", 2), version("a", 3)))));

        assertThat(extras().stream().map(DatasetStoreContract::read))
                .containsExactlyElementsOf(Arrays.asList(
                        Json.MAPPER.readTree("{\"rows\": 7, \"version\": 2}"),
                        Json.MAPPER.readTree("{\"rows\": 7, \"version\": 3}")));
    }

    private static NewAssetEvent event(AssetSpec asset, int attempt) {
        return new NewAssetEvent(
                at(20),
                asset,
                Json.MAPPER.readTree("{\"rows\": 7}"),
                "sales",
                "load",
                "r1",
                -1,
                List.of(),
                new UUID(0, attempt));
    }

    @Test
    default void whoWritesIsToldWhatIsThereAndDoesNotOverwriteRawData() {
        aRunIsThere();
        GivenSpec appends = new GivenSpec(Kind.DATASET_APPEND, "raw");
        assertThat(given(appends, attempt(SECOND, 1)).path("parent").isNull()).isTrue();
        publish(version("raw", 1));

        assertThat(given(appends, attempt(SECOND, 2))
                        .path("parent")
                        .path("number")
                        .asLong())
                .isEqualTo(1);
        assertThatThrownBy(() -> given(new GivenSpec(Kind.DATASET_WRITE, "raw"), attempt(SECOND, 3)))
                .isInstanceOf(GivenUnavailable.class)
                .hasMessageContaining("append-only with 1 versions")
                .hasMessageContaining("cannot be overwritten");
    }

    @Test
    default void aRunThatRepeatsAnotherReadsWhatThatHasRead() {
        aRunIsThere();
        publish(version("a", 1));
        assertThat(read("a", SECOND, 1)).isEqualTo(1);
        GivenSpec any = new GivenSpec(Kind.DATASET_IF_ANY, "b");
        assertThat(given(any, attempt(SECOND, 1)).isNull()).isTrue();
        publish(version("a", 2), version("b", 3));

        long third = SECOND + 1;
        commit(turn(withDatasets(
                creation(salesRun(third, "r3", null), List.of()),
                AssetMoves.NONE,
                new DatasetMoves(List.of(), List.of(), SECOND))));
        publish(version("a", new UUID(0, 4), third, "own", true));
        assertThat(read("a", third, 5)).isEqualTo(1);
        assertThat(given(any, attempt(third, 5)).isNull()).as("there was none").isTrue();
        assertThat(given(new GivenSpec(Kind.DATASET_HISTORY, "a@9"), attempt(third, 5))
                        .size())
                .as("not recorded: its own")
                .isEqualTo(3);
    }

    @Test
    default void anAttemptPublishesADatasetOnce() {
        aRunIsThere();
        publish(version("a", 1));
        assertThatThrownBy(() -> publish(version("a", 1))).isInstanceOf(RuntimeException.class);
        publish(version("a", 2));
        assertThat(read("a", SECOND, 1)).isEqualTo(2);
    }
}
