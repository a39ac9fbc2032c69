package io.orchestrator.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.decide.Explanation;
import io.orchestrator.core.engine.Command;
import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.Fixture;
import io.orchestrator.web.ServerTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Each operation of Airflow's description does here what {@code docs/api.md} says of it. */
@ServerTest
class OperationsTest {

    private static final Path TABLE = Path.of("../docs/api.md");
    private static final UUID ATTEMPT = new UUID(7, 1);

    /** What the variables of paths are in these tests. */
    private static final Map<String, String> THERE = Map.ofEntries(
            Map.entry("dag_id", "pipeline"),
            Map.entry("dag_run_id", "run-1"),
            Map.entry("task_id", "ingest"),
            Map.entry("map_index", "-1"),
            Map.entry("try_number", "1"),
            Map.entry("task_try_number", "1"),
            Map.entry("version_number", "1"),
            Map.entry("xcom_key", "return_value"),
            Map.entry("pool_name", "default_pool"));

    /** Parameters whose values only an answer or another part of the description tells. */
    private static final Set<String> SPECIAL = Set.of("order_by", "token");

    @Autowired
    FakeEngine engine;

    @Autowired
    JdbcClient database;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Autowired
    ApiClient api;

    @BeforeEach
    void fill() throws Exception {
        new Fixture(database).output(1, ATTEMPT, "{\"rows\": 1}");
        engine.answer(Command.Explain.class, asked -> new Explanation(List.of()));
        engine.answer(Command.Clear.class, asked -> List.of());
        engine.answer(Command.PutPool.class, Command.PutPool::pool);
        engine.answer(Command.DeletePool.class, asked -> true);
    }

    /**
     * A row of the table.
     *
     * @param answer {@code supported}, or {@code 501: reason}
     */
    private record Row(String method, String path, String id, String answer) {

        boolean supported() {
            return answer.equals("supported");
        }

        @Override
        public String toString() {
            return "| %s | `%s` | %s | %s |".formatted(method, path, id, answer);
        }
    }

    private static List<Row> table() throws IOException {
        var rows = new ArrayList<Row>();
        for (var line : Files.readAllLines(TABLE)) {
            var cells = line.split("\\|");
            if (cells.length == 5 && cells[2].contains("`/api/v2/")) {
                rows.add(new Row(
                        cells[1].strip(), cells[2].strip().replace("`", ""), cells[3].strip(), cells[4].strip()));
            }
        }
        return rows;
    }

    /** As the code has it. */
    private List<Row> asBuilt() {
        var unsupported = new LinkedHashMap<String, String>();
        Unsupported.ALL.forEach(one -> unsupported.put(one.method() + " " + one.path(), "501: " + one.reason()));
        return Described.operations().stream()
                .map(one -> new Row(
                        one.method(),
                        one.path(),
                        one.id(),
                        unsupported.getOrDefault(one.method() + " " + one.path(), "supported")))
                .toList();
    }

    @Test
    void the_table_of_operations_is_the_code_s() throws Exception {
        assertThat(table())
                .as(
                        "docs/api.md should have these rows:%n%s",
                        asBuilt().stream().map(Row::toString).collect(Collectors.joining("\n")))
                .containsExactlyElementsOf(asBuilt());
    }

    @Test
    void every_described_operation_has_an_answer_of_its_own_and_what_is_listed_as_unsupported_has_no_other() {
        var answered = new TreeSet<String>();
        var refused = new TreeSet<String>();
        mappings.getHandlerMethods()
                .forEach((info, handler) -> info.getPatternValues()
                        .forEach(path -> info.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> (handler.getBeanType().equals(UnsupportedApi.class)
                                                ? refused
                                                : answered)
                                        .add(shape(method + " " + path)))));

        for (var row : asBuilt()) {
            var route = shape(row.method() + " " + row.path());
            assertThat(row.supported() ? answered : refused)
                    .as("%s %s is %s", row.method(), row.path(), row.answer())
                    .contains(route);
            assertThat(row.supported() ? refused : answered)
                    .as("%s %s: take it off the list of unsupported operations", row.method(), row.path())
                    .doesNotContain(route);
        }
    }

    private static String shape(String route) {
        return route.replaceAll("\\{[^}]*}", "{}");
    }

    /** As its table says, with the status codes and the schemas of the description, and never a fault of the server. */
    @Test
    void every_operation_answers_as_the_table_and_the_description_say() throws Exception {
        var faults = new ArrayList<String>();
        for (var row : table()) {
            var operation = Described.operation(row.id());
            for (var path : List.of(filled(row.path(), THERE), filled(row.path(), Map.of()))) {
                for (var body : bodies(row.method())) {
                    var answer = ask(row.method(), path + required(operation), body);
                    if (row.supported()) {
                        operation
                                .faults(answer)
                                .forEach(
                                        fault -> faults.add("%s %s %s: %s".formatted(row.method(), path, body, fault)));
                    } else if (answer.status() != 501
                            || !answer.detail().contains(row.answer().substring("501: ".length()))) {
                        faults.add("%s %s: %d %s".formatted(row.method(), path, answer.status(), answer.body()));
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private static List<String> bodies(String method) {
        return method.equals("GET") || method.equals("DELETE")
                ? List.of("")
                : List.of("{}", "[]", "", "{\"no_such_field\": 1}", "null", "\"text\"", "{\"actions\": [{}]}", "{");
    }

    private ApiClient.Answer ask(String method, String path, String body) throws Exception {
        // Logging out would end the login of all that follow.
        var client = path.startsWith("/api/v2/auth/") ? api.anonymous() : api;
        return client.send(client.request(path)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private static String required(Described.Operation operation) {
        return operation.id().equals("wait_dag_run_until_finished") ? "?interval=1" : "";
    }

    /** What is not named is {@code 7}, which nothing here is. */
    private static String filled(String path, Map<String, String> values) {
        var filled = path;
        for (var name : path.split("\\{")) {
            if (name.contains("}")) {
                var variable = name.substring(0, name.indexOf('}'));
                filled = filled.replace("{" + variable + "}", values.getOrDefault(variable, "7"));
            }
        }
        return filled;
    }

    /** A filter that is left out silently would answer with more than was asked for, so what is not known is refused. */
    @Test
    void every_described_parameter_is_understood_but_for_those_that_the_table_names() throws Exception {
        var refused = new TreeSet<String>();
        var faults = new ArrayList<String>();
        for (var row : table()) {
            var operation = Described.operation(row.id());
            if (!row.supported() || !row.method().equals("GET") || row.path().endsWith("/wait")) {
                continue;
            }
            for (var parameter : operation.queryParameters()) {
                if (SPECIAL.contains(parameter.name())) {
                    continue;
                }
                var path = filled(row.path(), THERE) + "?" + parameter.name() + "=" + sample(parameter)
                        + required(row, parameter);
                var answer = ask("GET", path, "");
                if (answer.status() == 422 && answer.body().contains("not supported here")) {
                    refused.add("`%s`: %s".formatted(row.id(), parameter.name()));
                } else if (answer.status() >= 400 && answer.status() != 404 && !isAlways(row, answer)) {
                    faults.add("%s: %d %s".formatted(path, answer.status(), answer.body()));
                }
                var wrong = ask("GET", filled(row.path(), THERE) + "?" + parameter.name() + "=%00'%22%5B", "");
                if (wrong.status() >= 500) {
                    faults.add("%s: %d %s".formatted(path, wrong.status(), wrong.body()));
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(refused)
                .as("the names that RefusedParameters has")
                .containsExactlyElementsOf(Described.operations().stream()
                        .flatMap(one -> RefusedParameters.of(one.id()).stream()
                                .map(name -> "`%s`: %s".formatted(one.id(), name)))
                        .sorted()
                        .toList());
        assertThat(Files.readString(TABLE))
                .as("docs/api.md should name what is refused: %s", String.join("; ", refused))
                .contains(refused.stream().map(one -> "- " + one).collect(Collectors.joining("\n")));
    }

    /** What the operation cannot be asked without. */
    private static String required(Row row, Described.Parameter beside) {
        return row.id().equals("list_backfills") && !beside.name().equals("dag_id") ? "&dag_id=pipeline" : "";
    }

    private static boolean isAlways(Row row, ApiClient.Answer answer) {
        return row.path().startsWith("/api/v2/config") && answer.status() == 403
                || row.path().contains("externalLogUrl") && answer.status() == 400;
    }

    private static String sample(Described.Parameter parameter) {
        var name = parameter.name();
        if (name.endsWith("_gte") || name.endsWith("_gt") || name.endsWith("_lte") || name.endsWith("_lt")) {
            return name.startsWith("duration") ? "1.5" : "2026-01-01T00:00:00Z";
        }
        return switch (name) {
            case "limit", "offset", "map_index", "try_number", "version_number", "dag_version" -> "1";
            case "state", "dag_run_state", "last_dag_run_state" -> "success";
            case "run_type" -> "manual";
            case "tags_match_mode" -> "any";
            case "warning_type" -> "non-existent%20pool";
            case "before", "after" -> "2026-01-01T00:00:00Z";
            case "deserialize", "stringify" -> "false";
            default -> parameter.schema().path("type").asString("").equals("boolean") ? "true" : "1";
        };
    }
}
