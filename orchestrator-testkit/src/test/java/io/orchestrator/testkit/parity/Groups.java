package io.orchestrator.testkit.parity;

import static io.orchestrator.testkit.parity.Example.empty;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.Group;
import io.orchestrator.sdk.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Groups, setups and teardowns, and DAGs of many edges. */
final class Groups {

    private Groups() {}

    static Stream<Example> examples() {
        return Stream.of(
                Example.of("example_task_group", groups()),
                Example.of("example_task_group_decorator", repeatedGroups()),
                Example.of("example_setup_teardown", setups()),
                Example.of("example_setup_teardown_taskflow", nestedSetups()),
                Example.of("example_complex", complex()),
                Example.of("example_rag_dag", rag()));
    }

    private static Dag groups() {
        return Dag.define("task_group", dag -> {
            Task<Void> start = empty(dag, "start");
            Group first = dag.group("section_1");
            Task<Void> one = empty(first, "task_1");
            empty(first, "task_2").after(one);
            empty(first, "task_3").after(one);
            Group second = dag.group("section_2");
            empty(second, "task_1");
            Group inner = second.group("inner_section_2");
            empty(inner, "task_4").after(empty(inner, "task_2"), empty(inner, "task_3"));
            Task<Void> end = empty(dag, "end");
            first.after(start).before(second);
            second.before(end);
        });
    }

    private static Dag repeatedGroups() {
        return Dag.define("task_group_decorator", dag -> {
            Task<String> start = dag.task("task_start", () -> "[Task_start]");
            Task<Void> end = empty(dag, "task_end");
            for (int i = 0; i < 5; i++) {
                int value = i;
                Group group = dag.group("group_" + i);
                Task<String> first = group.task("task_1", () -> "[ Task1 " + value + " ]");
                Task<String> second = group.task("task_2", (String text) -> "[ Task2 " + text + " ]", first);
                group.action("task_3", (String text) -> {}, second);
                group.after(start).before(end);
            }
        });
    }

    private static Dag setups() {
        return Dag.define("setup_teardown", dag -> {
            Task<Void> setup = empty(dag, "root_setup").setup();
            Task<Void> work = empty(dag, "normal").after(setup);
            empty(dag, "root_teardown").teardownOf(setup).around(work);
            Group section = dag.group("section_1").after(work);
            Task<Void> innerSetup = empty(section, "taskgroup_setup").setup();
            Task<Void> innerWork = empty(section, "normal").after(innerSetup);
            empty(section, "taskgroup_teardown").teardownOf(innerSetup).around(innerWork);
        });
    }

    private static Dag nestedSetups() {
        return Dag.define("setup_teardown_taskflow", dag -> {
            Task<Void> first = empty(dag, "my_first_task").setup();
            Task<Void> second = empty(dag, "my_second_task").after(first);
            empty(dag, "my_third_task").teardownOf(first).around(second);

            Task<String> outer =
                    dag.task("outer_setup", () -> "some cluster id").setup();
            Task<Void> outerWork = empty(dag, "outer_work").after(outer);
            Group section = dag.group("section_1").after(outer);
            Task<String> inner =
                    section.task("inner_setup", () -> "some cluster id").setup();
            Task<Void> innerWork = section.action("inner_work", (String cluster) -> {}, inner);
            section.action("inner_teardown", (String cluster) -> {}, inner)
                    .teardownOf(inner)
                    .around(innerWork);
            dag.action("outer_teardown", (String cluster) -> {}, outer)
                    .teardownOf(outer)
                    .around(outerWork, section);
        });
    }

    /** Five that create things one after the other, a search behind all of them, and five that delete. */
    private static Dag complex() {
        return Dag.define("complex", dag -> {
            List<String> things = List.of("entry_group", "entry", "tag_template", "tag_template_field", "tag");
            List<Task<Void>> created = new ArrayList<>();
            Task<Void> search = empty(dag, "search_catalog");
            Task<Void> deleted = null;
            for (String thing : things) {
                Task<Void> create = empty(dag, "create_" + thing).before(search);
                created.forEach(create::after);
                created.add(create);
                empty(dag, "create_" + thing + "_result").after(create);
                empty(dag, "create_" + thing + "_result2").after(create);
                Task<Void> delete = empty(dag, "delete_" + thing).after(search);
                empty(dag, "update_" + thing).after(create).before(delete);
                if (deleted != null) {
                    delete.after(deleted);
                }
                deleted = delete;
            }
            empty(dag, "search_catalog_result").after(search);
        });
    }

    private static Dag rag() {
        return Dag.define("rag_dag", dag -> {
            Group ingestion = dag.group("ingestion_and_chunking");
            Task<List<String>> documents = ingestion.task("fetch_documents", Groups::documents);
            Task<List<String>> chunks = ingestion.task("chunk_documents", Groups::chunks, documents);
            Group store = dag.group("vector_store_maintenance");
            store.action("embed_and_index", (List<String> pieces) -> {}, chunks);
            Group answering = dag.group("retrieval_and_generation").after(store);
            Task<List<String>> context = answering.task("retrieve_context", Groups::documents);
            Task<String> answer = answering.task("generate_answer", (List<String> found) -> found.getFirst(), context);
            answering.action("semantic_firewall", (String text, List<String> found) -> {}, answer, context);
        });
    }

    private static List<String> documents() {
        return List.of("doc1", "doc2", "doc3");
    }

    private static List<String> chunks(List<String> documents) {
        return IntStream.range(0, documents.size())
                .mapToObj(i -> "chunk " + i + " of " + documents.get(i))
                .toList();
    }
}
