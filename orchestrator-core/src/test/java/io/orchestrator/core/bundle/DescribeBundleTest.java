package io.orchestrator.core.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.bundle.DescribeOutcome.Described;
import io.orchestrator.core.bundle.DescribeOutcome.Failed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescribeBundleTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    static Path runnerFolder;

    static Path runner;

    @TempDir
    Path folder;

    @BeforeAll
    static void compileRunner() throws IOException {
        runner = TestBundles.runner(runnerFolder);
    }

    @Test
    void whatTheChildWritesIsTheDescription() throws Exception {
        Path jar = TestBundles.jarWith(folder.resolve("a.jar"), TestBundles.dag("first", TestBundles.task("only")));

        DescribeOutcome outcome = describe(jar, LONG);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Described.class,
                        described -> assertThat(described.description().dags())
                                .singleElement()
                                .satisfies(
                                        dag -> assertThat(dag.graph().tasks()).hasSize(1)));
    }

    @Test
    void librariesAreOnTheClassPathAndLongPathsWithBlanksWork() throws Exception {
        Path odd = folder.resolve("with blank \"and quote\" " + "x".repeat(100));
        Path library = CompiledJar.write(
                odd.resolve("library.jar"),
                "other.Library",
                "package other; public class Library { public static String text() { return \"from the library\"; } }");
        Path jar = TestBundles.jar(
                odd.resolve("a.jar"),
                "String text = (String) Class.forName(\"other.Library\").getMethod(\"text\").invoke(null);"
                        + error("text"));

        DescribeOutcome outcome = describer(LONG).describe(List.of(jar), List.of(library));

        assertThat(message(outcome)).isEqualTo("from the library");
    }

    @Test
    void theChildSeesNothingOfTheServersEnvironmentAndWorksInAFolderOfItsOwn() throws Exception {
        Path jar = TestBundles.jar(
                folder.resolve("a.jar"),
                "String text = new java.util.TreeSet<>(System.getenv().keySet()) + \" \" + System.getProperty(\"user.dir\");"
                        + error("text"));

        String seen = message(describe(jar, LONG));

        assertThat(seen).startsWith("[HOME, LANG, PATH] ");
        assertThat(Path.of(seen.substring(seen.indexOf('/')))).doesNotExist();
    }

    @Test
    void anExceptionLeavesItsMessageInTheDetail() throws Exception {
        Path jar = TestBundles.jar(
                folder.resolve("a.jar"), "throw new IllegalStateException(\"no such table: flights\");");

        Failed failed = failed(describe(jar, LONG));

        assertThat(failed.reason()).contains("exit code 1");
        assertThat(failed.detail()).contains("no such table: flights");
    }

    @Test
    void aHangIsStoppedWithEverythingItStartedAndShowsWhereItHung() throws Exception {
        Path jar = TestBundles.jar(folder.resolve("a.jar"), """
                System.out.println("child=" + new ProcessBuilder("sleep", "3600").start().pid());
                new java.util.concurrent.CountDownLatch(1).await();
                return "";
                """);

        Failed failed = failed(describe(jar, Duration.ofSeconds(6)));

        assertThat(failed.reason()).contains("did not end within 6 s");
        assertThat(failed.detail()).contains("user.Bundle.describe");
        Matcher child = Pattern.compile("child=(\\d+)").matcher(failed.detail());
        assertThat(child.find()).isTrue();
        assertThat(ended(Long.parseLong(child.group(1)))).isTrue();
    }

    @Test
    void systemExitIsNamedWithItsCodeEvenIfItIsZero() throws Exception {
        assertThat(failed(describe(exiting("zero.jar", 0), LONG)).reason())
                .contains("exit code 0 and no result")
                .contains("System.exit");
        assertThat(failed(describe(exiting("seven.jar", 7), LONG)).reason()).contains("exit code 7 and no result");
    }

    @Test
    void allocatingWithoutEndIsStoppedAndNamed() throws Exception {
        Path jar = TestBundles.jar(
                folder.resolve("a.jar"),
                "var all = new java.util.ArrayList<long[]>(); while (true) { all.add(new long[1 << 17]); }");

        assertThat(failed(describe(jar, LONG)).reason()).contains("needed more than the 256 MB of memory");
    }

    @Test
    void aResultThatIsNoDescriptionIsNamed() throws Exception {
        assertThat(failed(describe(returning("text.jar", "hello"), LONG)).reason())
                .contains("is not what a runner writes");
        assertThat(failed(describe(returning("array.jar", "[1, 2]"), LONG)).reason())
                .contains("is not what a runner writes");
        assertThat(failed(describe(returning("null.jar", "{\\\"dags\\\": [null]}"), LONG))
                        .reason())
                .contains("is not what a runner writes");
        assertThat(failed(describe(returning("none.jar", "null"), LONG)).reason())
                .contains("is not what a runner writes");
    }

    @Test
    void anOversizedResultIsNotRead() throws Exception {
        Path jar = TestBundles.jar(folder.resolve("a.jar"), "return \" \".repeat(33 * 1024 * 1024);");

        assertThat(failed(describe(jar, LONG)).reason()).contains("33 MB large, at most 32 MB");
    }

    @Test
    void endlessPrintingCostsNoMemoryAndOnlyTheEndIsKept() throws Exception {
        Path jar = TestBundles.jar(folder.resolve("a.jar"), """
                System.out.println("the beginning");
                for (int i = 0; i < 200_000; i++) { System.out.println("line " + i); }
                System.out.println("the end \\0");
                System.exit(1);
                return "";
                """);

        String detail = failed(describe(jar, LONG)).detail();

        assertThat(detail).hasSizeLessThanOrEqualTo(64 * 1024).doesNotContain("the beginning");
        assertThat(detail).contains("the end \uFFFD");
    }

    @Test
    void aMissingRunnerIsNoFaultOfTheBundle() {
        BundleSettings settings = BundleSettings.of(List.of(), folder.resolve("missing.jar"));

        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> new DescribeBundle(settings).describe(List.of(), List.of())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing.jar cannot be read");
    }

    private Path exiting(String name, int code) throws IOException {
        return TestBundles.jar(folder.resolve(name), "System.exit(%d); return \"\";".formatted(code));
    }

    private Path returning(String name, String text) throws IOException {
        return TestBundles.jar(folder.resolve(name), "return \"%s\";".formatted(text));
    }

    private static String error(String variable) {
        return "return \"{\\\"errors\\\": [{\\\"source\\\": \\\"a\\\", \\\"message\\\": \\\"\" + %s + \"\\\", \\\"detail\\\": \\\"\\\"}]}\";"
                .formatted(variable);
    }

    private static String message(DescribeOutcome outcome) {
        assertThat(outcome).isInstanceOf(Described.class);
        return ((Described) outcome).description().errors().getFirst().message();
    }

    private static Failed failed(DescribeOutcome outcome) {
        assertThat(outcome).isInstanceOf(Failed.class);
        return (Failed) outcome;
    }

    private static DescribeOutcome describe(Path jar, Duration timeout) throws Exception {
        return describer(timeout).describe(List.of(jar), List.of());
    }

    private static DescribeBundle describer(Duration timeout) {
        return new DescribeBundle(new BundleSettings(List.of(), runner, 256, timeout, Duration.ofSeconds(1)));
    }

    private static boolean ended(long pid) throws Exception {
        var handle = ProcessHandle.of(pid);
        if (handle.isPresent()) {
            handle.get().onExit().get(10, TimeUnit.SECONDS);
        }
        return true;
    }
}
