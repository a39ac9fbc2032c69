package io.orchestrator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.Each;
import io.orchestrator.sdk.Input;
import io.orchestrator.sdk.MappedGroup;
import io.orchestrator.sdk.SkipException;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import io.orchestrator.sdk.TriggerRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tasks mapped over lists that are known only when a run is there. */
class MappingTest {

    public record File(String name, int rows) {}

    private static List<File> files(TaskContext context) {
        return IntStream.range(0, (int) context.params().integer("files", 3))
                .mapToObj(number -> new File("f" + number, number))
                .toList();
    }

    private static int rows(File file) {
        return file.rows();
    }

    private static int sum(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).sum();
    }

    private static Dag counting() {
        return Dag.define("counting", dag -> {
            Task<List<File>> files = dag.task("files", MappingTest::files);
            Task<List<Integer>> rows = dag.map("rows", MappingTest::rows, Each.of(files));
            dag.task("sum", MappingTest::sum, rows);
        });
    }

    @Test
    void oneInstanceForEachElementAndAllOutputsAsAList() {
        TestRun run = DagTest.of(counting()).param("files", 4).run();

        assertThat(run.state()).isEqualTo("success");
        assertThat(run.items("rows")).hasSize(4);
        assertThat(run.items("rows").get(3).output(Integer.class)).isEqualTo(3);
        assertThat(run.task("sum").output(Integer.class)).isEqualTo(6);
    }

    @Test
    void anEmptyListIsSkipped() {
        assertThat(DagTest.of(counting()).param("files", 0).run().states())
                .containsExactly(entry("files", "success"), entry("rows", "skipped"), entry("sum", "skipped"));
    }

    @Test
    void tenThousandElements() {
        Dag dag = Dag.define("many", d -> {
            Task<List<Integer>> numbers = d.task("numbers", MappingTest::manyNumbers);
            Task<List<Integer>> twice = d.map("twice", (Integer n) -> 2 * n, Each.of(numbers));
            d.task("sum", MappingTest::sum, twice);
        });

        TestRun run = DagTest.of(dag).run();

        assertThat(run.items("twice")).hasSize(10_000);
        assertThat(run.task("sum").output(Integer.class)).isEqualTo(99_990_000);
    }

    private static List<Integer> manyNumbers() {
        return IntStream.range(0, 10_000).boxed().toList();
    }

    @Test
    void severalListsMakeTheirProductTheFirstOneSlowest() {
        Dag dag = Dag.define("product", d -> {
            Task<List<String>> letters = d.task("letters", MappingTest::letters);
            Task<String> prefix = d.task("prefix", () -> "p");
            Task<List<String>> all = d.map(
                    "all",
                    (String letter, Integer number, String first) -> first + letter + number,
                    Each.of(letters),
                    Each.values(1, 2),
                    prefix);
            d.task("joined", (List<String> list) -> String.join(" ", list), all);
        });

        assertThat(DagTest.of(dag).run().task("joined").output(String.class)).isEqualTo("pa1 pa2 pb1 pb2");
    }

    private static List<String> letters() {
        return List.of("a", "b");
    }

    private static Map<String, Integer> ages() {
        Map<String, Integer> ages = new LinkedHashMap<>();
        ages.put("ada", 36);
        ages.put("bob", 17);
        return ages;
    }

    @Test
    void elementsAreZippedChangedFilteredAndPutTogether() {
        Dag dag = Dag.define("transformed", d -> {
            Task<List<String>> letters = d.task("letters", MappingTest::letters);
            Task<Map<String, Integer>> ages = d.task("ages", MappingTest::ages);
            joined(d, "zipped", Each.zip(Each.of(letters), Each.values(7, 8, 9), (letter, n) -> letter + n));
            joined(d, "longest", Each.zipLongest(Each.of(letters), Each.values(7, 8, 9), (l, n) -> l + "-" + n));
            joined(d, "changed", Each.of(letters).map(String::toUpperCase).map(letter -> letter + "!"));
            joined(d, "filtered", Each.entries(ages, (name, age) -> name + age).filter(text -> text.startsWith("a")));
            joined(d, "together", Each.concat(Each.of(letters), Each.values("c")));
        });

        TestRun run = DagTest.of(dag).run();

        assertThat(run.task("zipped_all").output(String.class)).isEqualTo("a7 b8");
        assertThat(run.task("longest_all").output(String.class)).isEqualTo("a-7 b-8 null-9");
        assertThat(run.task("changed_all").output(String.class)).isEqualTo("A! B!");
        assertThat(run.task("together_all").output(String.class)).isEqualTo("a b c");
        assertThat(run.states())
                .containsEntry("filtered[0]", "success")
                .containsEntry("filtered[1]", "skipped")
                .containsEntry("filtered_all", "success");
        assertThat(run.task("filtered_all").output(String.class)).isEqualTo("ada36");
        assertThat(run.items("filtered").get(1).reason()).contains("Its element is filtered out: bob17");
    }

    private static void joined(io.orchestrator.sdk.DagBuilder dag, String id, Each<String> each) {
        Task<List<String>> all = dag.map(id, (String text) -> text, each);
        dag.task(id + "_all", (List<String> list) -> String.join(" ", list), all)
                .rule(TriggerRule.NONE_FAILED);
    }

    @Test
    void whatAMappedTaskReturnsCanBeMappedOverAgain() {
        Dag dag = Dag.define("twice", d -> {
            Task<List<Integer>> odd = d.map("odd", MappingTest::oddOnly, Each.values(1, 2, 3, 4, 5));
            Task<List<Integer>> squares =
                    d.map("squares", (Integer n) -> n * n, Each.of(odd)).rule(TriggerRule.NONE_FAILED);
            d.task("sum", MappingTest::sum, squares);
        });

        TestRun run = DagTest.of(dag).run();

        assertThat(run.items("squares")).hasSize(3);
        assertThat(run.task("sum").output(Integer.class)).isEqualTo(1 + 9 + 25);
    }

    private static int oddOnly(TaskContext context, int number) {
        context.label("number " + number);
        if (number % 2 == 0) {
            throw new SkipException("even");
        }
        return number;
    }

    @Test
    void instancesCanBeGivenLabels() {
        Dag dag = Dag.define("labelled", d -> d.map("odd", MappingTest::oddOnly, Each.values(1, 2)));

        List<TestRun.TestTask> items = DagTest.of(dag).run().items("odd");

        assertThat(items.get(0).label()).contains("number 1");
        assertThat(items.get(1).label()).contains("number 2");
        assertThat(items.get(1).state()).isEqualTo("skipped");
    }

    @Test
    void aMappedGroupIsThereOnceForEachElement() {
        Dag dag = Dag.define("group", d -> {
            Task<List<File>> files = d.task("files", MappingTest::files);
            MappedGroup<File> each = d.mapGroup("each", Each.of(files));
            Task<Integer> rows = each.task("rows", MappingTest::rows, each.item());
            Task<String> told = each.task("told", (File file, Integer n) -> file.name() + "=" + n, each.item(), rows);
            Input<List<String>> all = each.collect(told);
            d.task("joined", (List<String> list) -> String.join(" ", list), all);
        });

        TestRun run = DagTest.of(dag).run();

        assertThat(run.task("joined").output(String.class)).isEqualTo("f0=0 f1=1 f2=2");
        assertThat(run.items("each.rows")).hasSize(3);
    }

    @Test
    void outputsThatAreNullKeepTheirPlaces() {
        Dag dag = Dag.define("nulls", d -> {
            Task<List<String>> maybe = d.map("maybe", MappingTest::maybe, Each.values(1, 2));
            d.task("count", (List<String> list) -> new ArrayList<>(list).indexOf(null), maybe);
        });

        assertThat(DagTest.of(dag).run().task("count").output(Integer.class)).isEqualTo(1);
    }

    @SuppressWarnings("NullAway")
    private static String maybe(int number) {
        return number == 1 ? "one" : null;
    }
}
