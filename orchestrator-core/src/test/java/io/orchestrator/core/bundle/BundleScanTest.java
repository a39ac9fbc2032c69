package io.orchestrator.core.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.bundle.BundleStore.ImportError;
import io.orchestrator.core.dag.DagCheck;
import io.orchestrator.core.engine.CommandRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleScanTest {

    private static final ScanCounts WAITING = new ScanCounts(0, 1, 0, 0, 0, 0);
    private static final ScanCounts DEPLOYED = new ScanCounts(0, 0, 1, 0, 0, 0);
    private static final ScanCounts REFUSED = new ScanCounts(0, 0, 0, 1, 0, 0);
    private static final ScanCounts UNCHANGED = new ScanCounts(1, 0, 0, 0, 0, 0);

    @TempDir
    static Path runnerFolder;

    static Path runner;

    @TempDir
    Path dropBox;

    private final RecordingEngine engine = new RecordingEngine();
    private final MemoryBundleStore store = new MemoryBundleStore();
    private BundleScan scan;

    @BeforeAll
    static void compileRunner() throws IOException {
        runner = TestBundles.runner(runnerFolder);
    }

    @BeforeEach
    void start() {
        scan = newScan();
    }

    @Test
    void aBundleIsDeployedOnceTwoPassesSawTheSame() throws Exception {
        dropGood("flights", "first");

        assertThat(scan.pass()).isEqualTo(WAITING);
        assertThat(scan.pass()).isEqualTo(DEPLOYED);
        assertThat(scan.pass()).isEqualTo(UNCHANGED);

        assertThat(engine.deployed).hasSize(1);
        assertThat(engine.last().manifest().bundle()).isEqualTo("flights");
        assertThat(RecordingEngine.dagIds(engine.last())).containsExactly("first");
        assertThat(store.jars)
                .containsOnlyKeys(engine.last().manifest().jars().getFirst().sha256());
    }

    @Test
    void aJarThatIsStillBeingWrittenIsWaitedFor() throws Exception {
        Path jar = dropGood("flights", "first");
        byte[] whole = Files.readAllBytes(jar);
        Files.write(jar, java.util.Arrays.copyOf(whole, whole.length / 2));

        assertThat(scan.pass()).isEqualTo(WAITING);
        assertThat(scan.pass()).isEqualTo(WAITING);
        Files.write(jar, whole);
        assertThat(scan.pass()).isEqualTo(WAITING);
        assertThat(scan.pass()).isEqualTo(DEPLOYED);
    }

    @Test
    void aJarThatStaysBrokenBecomesAnImportError() throws Exception {
        Files.createDirectory(dropBox.resolve("flights"));
        Files.writeString(dropBox.resolve("flights/a.jar"), "no zip");

        assertThat(passUntilNews()).isEqualTo(REFUSED);
        assertThat(onlyError().message()).contains("a.jar is not a readable zip file");
        assertThat(scan.pass()).isEqualTo(UNCHANGED);
    }

    @Test
    void aFolderWithoutDagJarIsNamed() throws Exception {
        Files.createDirectories(dropBox.resolve("flights/lib"));
        Files.copy(dropGood("other", "x"), dropBox.resolve("flights/lib/library.jar"));

        scan.pass();
        scan.pass();

        assertThat(onlyError().message()).contains("'flights' has no DAG jar").contains("libraries in lib/");
    }

    @Test
    void theSameJarsGiveTheSameBuildWhateverTheirTimes() throws Exception {
        Path jar = dropGood("flights", "first");
        passTwice();
        String build = engine.last().manifest().build();

        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        scan.pass();

        assertThat(scan.pass()).isEqualTo(UNCHANGED);
        assertThat(engine.deployed).hasSize(1);
        assertThat(store.deployed("flights").orElseThrow().build()).isEqualTo(build);
    }

    @Test
    void newCodeGivesANewBuild() throws Exception {
        dropGood("flights", "first");
        passTwice();
        dropGood("flights", "second");

        assertThat(passUntilNews()).isEqualTo(DEPLOYED);
        assertThat(engine.deployed.stream().map(deploy -> deploy.manifest().build()))
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(RecordingEngine.dagIds(engine.last())).containsExactly("second");
    }

    @Test
    void aBadBuildBecomesAnImportErrorAndTheLastGoodOneStays() throws Exception {
        dropGood("flights", "first");
        passTwice();
        Path jar = dropBox.resolve("flights/a.jar");
        TestBundles.jar(jar, "System.exit(3); return \"\";");

        assertThat(passUntilNews()).isEqualTo(REFUSED);
        assertThat(engine.deployed).hasSize(1);
        assertThat(onlyError().message()).contains("exit code 3");
        assertThat(onlyError().source()).isEqualTo("flights");

        dropGood("flights", "first");
        assertThat(passUntilNews()).isEqualTo(DEPLOYED);
        assertThat(store.importErrors()).isEmpty();
    }

    @Test
    void oneBadDagAmongGoodOnesIsAnErrorOfItsOwn() throws Exception {
        TestBundles.jarWith(
                dropBox.resolve("flights/a.jar"),
                TestBundles.dag("good"),
                TestBundles.dag("circle", TestBundles.task("a", "b"), TestBundles.task("b", "a")),
                TestBundles.dag("good_too"));

        passTwice();

        assertThat(RecordingEngine.dagIds(engine.last())).containsExactly("good", "good_too");
        assertThat(engine.last().description().errors())
                .singleElement()
                .satisfies(error -> assertThat(error.source()).isEqualTo("user.circle"));
        assertThat(onlyError().message()).contains("in a circle");
    }

    @Test
    void aDagIdOfAnotherBundleIsRefused() throws Exception {
        store.dagOwners.put("first", "billing");
        TestBundles.jarWith(dropBox.resolve("flights/a.jar"), TestBundles.dag("first"), TestBundles.dag("second"));

        passTwice();

        assertThat(RecordingEngine.dagIds(engine.last())).containsExactly("second");
        assertThat(onlyError().message()).contains("'first' belongs to the bundle 'billing'");
    }

    @Test
    void aDagIdThatIsDefinedTwiceCountsOnce() throws Exception {
        TestBundles.jarWith(dropBox.resolve("flights/a.jar"), TestBundles.dag("same"), TestBundles.dag("same"));

        passTwice();

        assertThat(RecordingEngine.dagIds(engine.last())).containsExactly("same");
        assertThat(onlyError().message()).contains("defined twice");
    }

    @Test
    void aBundleWithoutDagsIsRefused() throws Exception {
        TestBundles.jarWith(dropBox.resolve("flights/a.jar"));

        passTwice();

        assertThat(engine.deployed).isEmpty();
        assertThat(onlyError().message()).contains("has no DAG").contains("DagSource");
    }

    @Test
    void aDeletedFolderIsRemovedAfterAWhileAndComesBack() throws Exception {
        Path jar = dropGood("flights", "first");
        passTwice();
        Path elsewhere = dropBox.resolve(".moved");
        Files.move(jar.getParent(), elsewhere);

        assertThat(scan.pass()).isEqualTo(WAITING);
        assertThat(passUntilNews()).isEqualTo(new ScanCounts(0, 0, 0, 0, 1, 0));
        assertThat(engine.last().description().dags()).isEmpty();
        assertThat(engine.last().manifest().jars()).isEmpty();
        assertThat(scan.pass()).isEqualTo(new ScanCounts(0, 0, 0, 0, 0, 0));

        Files.move(elsewhere, jar.getParent());
        assertThat(passUntilNews()).isEqualTo(DEPLOYED);
        assertThat(RecordingEngine.dagIds(engine.last())).containsExactly("first");
    }

    @Test
    void aFolderThatWasDeletedWhileNobodyLookedIsRemoved() throws Exception {
        Path jar = dropGood("flights", "first");
        passTwice();
        Files.delete(jar);
        Files.delete(jar.getParent());
        scan = newScan();

        assertThat(passUntilNews()).isEqualTo(new ScanCounts(0, 0, 0, 0, 1, 0));
    }

    @Test
    void aDropBoxThatCannotBeReadTakesNothingAway() throws Exception {
        dropGood("flights", "first");
        passTwice();
        Path moved = dropBox.resolveSibling(dropBox.getFileName() + "-moved");
        Files.move(dropBox, moved);

        for (int i = 0; i < 30; i++) {
            assertThat(scan.pass()).isEqualTo(new ScanCounts(0, 0, 0, 0, 0, 1));
        }
        Files.move(moved, dropBox);

        assertThat(scan.pass()).isEqualTo(UNCHANGED);
        assertThat(engine.deployed).hasSize(1);
    }

    @Test
    void aRestartDescribesNothingThatIsDeployedAlready() throws Exception {
        dropGood("flights", "first");
        passTwice();
        scan = newScan();

        scan.pass();

        assertThat(scan.pass()).isEqualTo(UNCHANGED);
        assertThat(engine.deployed).hasSize(1);
    }

    @Test
    void whileTheStoreIsDownABundleWaits() throws Exception {
        dropGood("flights", "first");
        scan.pass();
        store.down = true;
        assertThat(scan.pass()).isEqualTo(WAITING);
        store.down = false;

        assertThat(scan.pass()).isEqualTo(DEPLOYED);
    }

    @Test
    void whatTheEngineRefusesForGoodIsAnImportErrorAndTheRestIsTriedAgain() throws Exception {
        dropGood("flights", "first");
        scan.pass();
        engine.refusal = new CommandRefused(CommandRefused.Kind.UNAVAILABLE, "another server leads");
        assertThat(scan.pass()).isEqualTo(WAITING);
        assertThat(store.importErrors()).isEmpty();

        engine.refusal = new CommandRefused(CommandRefused.Kind.INVALID, "not this one");
        assertThat(scan.pass()).isEqualTo(REFUSED);
        assertThat(onlyError().message()).isEqualTo("not this one");
    }

    @Test
    void aServerThatDoesNotLeadLooksAtNothing() throws Exception {
        dropGood("flights", "first");
        engine.leading = false;

        for (int i = 0; i < 3; i++) {
            assertThat(scan.pass()).isEqualTo(ScanCounts.NONE);
        }
    }

    @Test
    void hiddenFoldersAndPlainFilesAreNoBundles() throws Exception {
        dropGood(".staging", "first");
        Files.writeString(dropBox.resolve("README"), "no bundle");

        assertThat(scan.pass()).isEqualTo(ScanCounts.NONE);
    }

    private void passTwice() throws InterruptedException {
        scan.pass();
        scan.pass();
    }

    private ScanCounts passUntilNews() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            ScanCounts counts = scan.pass();
            if (counts.isNews()) {
                return counts;
            }
        }
        throw new AssertionError("Twenty passes brought no news");
    }

    private ImportError onlyError() {
        assertThat(store.importErrors()).hasSize(1);
        return store.importErrors().getFirst();
    }

    private Path dropGood(String bundle, String dagId) throws IOException {
        return TestBundles.jarWith(
                dropBox.resolve(bundle).resolve("a.jar"), TestBundles.dag(dagId, TestBundles.task("only")));
    }

    private BundleScan newScan() {
        BundleSettings settings =
                new BundleSettings(List.of(dropBox), runner, 256, Duration.ofSeconds(60), Duration.ofSeconds(1));
        DagCheck check = new DagCheck(schedule -> List.of());
        DeployBundle deploy = new DeployBundle(
                engine, store, new MemorySlotStore(), new DescribeBundle(settings), check, Clock.systemUTC());
        return new BundleScan(settings, engine, store, deploy);
    }
}
