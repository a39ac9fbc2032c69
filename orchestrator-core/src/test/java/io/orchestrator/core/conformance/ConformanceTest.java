package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.protocol.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Reads every case file of a directory and reports one test per case, named by its id.
 *
 * <p>The directory is {@code -Dconformance.dir=DIR}, by default the one among the test resources.
 */
class ConformanceTest {

    private static final Set<String> FILE_FIELDS = Set.of("topic", "schema_version", "half", "case_count", "cases");

    @TestFactory
    Stream<DynamicContainer> everyTopic() throws IOException, URISyntaxException {
        Path directory = directory();
        try (Stream<Path> paths = Files.list(directory)) {
            List<Path> files = paths.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList();
            assertThat(files).as("case files in %s", directory).isNotEmpty();
            return files.stream().map(ConformanceTest::topic);
        }
    }

    private static Path directory() throws URISyntaxException {
        String given = System.getProperty("conformance.dir");
        if (given != null) {
            return Path.of(given).toAbsolutePath();
        }
        return Path.of(ConformanceTest.class.getResource("/conformance").toURI());
    }

    private static DynamicContainer topic(Path path) {
        JsonNode file = read(path);
        String topic = file.path("topic").asString("?");
        List<DynamicNode> tests = new ArrayList<>();
        tests.add(DynamicTest.dynamicTest(topic + ": the file has the known form", () -> checkForm(file)));
        Optional<TopicRunner> runner = Topics.runner(topic);
        if (runner.isPresent()) {
            tests.addAll(cases(runner.get(), file.path("cases")));
        } else {
            tests.add(DynamicTest.dynamicTest(topic, () -> fail("the topic '%s' is not known", topic)));
        }
        return DynamicContainer.dynamicContainer(topic, tests);
    }

    private static JsonNode read(Path path) {
        try {
            return Json.MAPPER.readTree(Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkForm(JsonNode file) {
        assertThat(file.propertyNames()).isSubsetOf(FILE_FIELDS);
        assertThat(file.path("schema_version").asInt()).isEqualTo(1);
        assertThat(file.path("cases").size()).isEqualTo(file.path("case_count").asInt());
        assertThat(file.path("cases").valueStream().map(ConformanceTest::id)).doesNotHaveDuplicates();
    }

    private static List<DynamicTest> cases(TopicRunner runner, JsonNode cases) {
        return cases.valueStream()
                .map(testCase -> DynamicTest.dynamicTest(id(testCase), () -> runner.check(testCase)))
                .toList();
    }

    private static String id(JsonNode testCase) {
        return testCase.path("id").asString("?");
    }
}
