package io.orchestrator.core.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.bundle.BundleStore.DeployedBundle;
import io.orchestrator.core.bundle.BundleStore.StoredJar;
import io.orchestrator.protocol.graph.BundleDescription.DescribeError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every bundle store does. */
abstract class BundleStoreContract {

    @TempDir
    Path folder;

    abstract BundleStore store();

    @Test
    void aSavedJarAndManifestAreReadBack() throws Exception {
        BundleFiles files = bundle("flights", "some content", "more content");
        store().save(files.manifest(), files.files());

        assertThat(store().manifest(files.manifest().build())).contains(files.manifest());
        for (int i = 0; i < 2; i++) {
            StoredJar jar = store().jar(files.manifest().jars().get(i).sha256()).orElseThrow();
            assertThat(jar.size()).isEqualTo(Files.size(files.files().get(i)));
            assertThat(jar.content())
                    .hasBinaryContent(Files.readAllBytes(files.files().get(i)));
        }
    }

    @Test
    void savingTwiceChangesNothing() throws Exception {
        BundleFiles files = bundle("flights", "some content", "some content");

        store().save(files.manifest(), files.files());
        store().save(files.manifest(), files.files());

        assertThat(store().manifest(files.manifest().build())).contains(files.manifest());
    }

    @Test
    void whatIsNotThereIsEmpty() {
        assertThat(store().manifest("0".repeat(64))).isEmpty();
        assertThat(store().jar("0".repeat(64))).isEmpty();
        assertThat(store().deployed("nothing")).isEmpty();
        assertThat(store().deployedFrom(folder)).isEmpty();
        assertThat(store().importErrors()).isEmpty();
        assertThat(store().takenByOthers("nothing", List.of("a", "b"))).isEmpty();
    }

    @Test
    void theNewestDeployedBuildCounts() throws Exception {
        BundleFiles first = deployed("flights", folder, "first");
        BundleFiles second = deployed("flights", null, "second");

        assertThat(store().deployed("flights"))
                .contains(new DeployedBundle(second.manifest().build(), null, true));
        store().markDeployed(first.manifest(), folder, List.of(), List.of());
        assertThat(store().deployed("flights"))
                .contains(new DeployedBundle(first.manifest().build(), folder, true));
    }

    @Test
    void onlyBundlesWithJarsCountAsDeployedFromADropBox() throws Exception {
        deployed("flights", folder, "first");
        deployed("uploaded", null, "second");
        deployed("gone", folder);

        assertThat(store().deployedFrom(folder)).containsExactly("flights");
        assertThat(store().deployedFrom(folder.resolve("other"))).isEmpty();
    }

    @Test
    void importErrorsOfABundleAreReplacedAndClearedAndThoseOfOthersStay() throws Exception {
        BundleFiles files = deployed("flights", folder, "first");
        store().markRefused("other", null, List.of(new DescribeError("other", "no zip", "")));

        store().markRefused("flights", files.manifest().build(), List.of(error("a"), error("b")));
        assertThat(store().importErrors()).extracting("source").containsExactlyInAnyOrder("a", "b", "other");
        assertThat(store().deployed("flights").orElseThrow().clean()).isFalse();

        store().markDeployed(files.manifest(), folder, List.of(error("b")), List.of());
        assertThat(store().importErrors()).extracting("source").containsExactlyInAnyOrder("b", "other");

        store().markDeployed(files.manifest(), folder, List.of(), List.of());
        assertThat(store().importErrors()).singleElement().satisfies(error -> {
            assertThat(error.source()).isEqualTo("other");
            assertThat(error.build()).isNull();
            assertThat(error.message()).isEqualTo("no zip");
        });
        assertThat(store().deployed("flights").orElseThrow().clean()).isTrue();
    }

    final BundleFiles bundle(String name, String... contents) throws IOException {
        List<JarStamp> stamps = new java.util.ArrayList<>();
        for (String content : contents) {
            Path file = folder.resolve(name + stamps.size() + ".jar");
            stamps.add(JarStamp.of(Files.writeString(file, content), stamps.isEmpty()));
        }
        return BundleFiles.hash(name, stamps, null);
    }

    BundleFiles deployed(String name, @org.jspecify.annotations.Nullable Path dropBox, String... contents)
            throws IOException {
        BundleFiles files = bundle(name, contents);
        store().save(files.manifest(), files.files());
        store().markDeployed(files.manifest(), dropBox, List.of(), List.of());
        return files;
    }

    private static DescribeError error(String source) {
        return new DescribeError(source, "wrong", "at line 1");
    }
}
