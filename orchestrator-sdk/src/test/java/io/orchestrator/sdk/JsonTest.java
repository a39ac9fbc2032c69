package io.orchestrator.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values to JSON and back. */
class JsonTest {

    record Span(Instant from, Optional<String> note) {}

    @Test
    void plainValuesAreWrittenAsOneLine() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("text", "a \"b\" \\ \n\t\u0001 ü 😀 \ud83d");
        value.put("numbers", Arrays.asList(1, 2.5, -3L, null));
        value.put("record", new Span(Instant.EPOCH, Optional.empty()));
        value.put("path", Path.of("/a/b"));
        value.put("empty", List.of(Map.of(), List.of()));

        assertThat(Json.write(value))
                .isEqualTo("{\"text\":\"a \\\"b\\\" \\\\ \\n\\t\\u0001 ü 😀 \\ud83d\",\"numbers\":[1,2.5,-3,null],"
                        + "\"record\":{\"from\":\"1970-01-01T00:00:00Z\",\"note\":null},\"path\":\"/a/b\","
                        + "\"empty\":[{},[]]}");
    }

    @Test
    void whatWasWrittenIsReadAgain() {
        String text =
                "{\"a\":[1,-2.5,1e3,true,false,null,\"\\u00fc\\/\\\\ \\ud83d\\ude00\"],\"b\":{},\"c\":123456789012345678901}";

        assertThat(Json.readObject(" " + text + "\n"))
                .containsEntry("a", Arrays.asList(1L, -2.5, 1000.0, true, false, null, "ü/\\ 😀"))
                .containsEntry("b", Map.of())
                .containsEntry("c", new BigInteger("123456789012345678901"));
        assertThat(Json.read(Json.write(Json.read(text)))).isEqualTo(Json.read(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1",
                "[1,]",
                "{\"a\"}",
                "{\"a\":1,}",
                "{a:1}",
                "NaN",
                "01",
                "1.",
                "-",
                "1e",
                "+1",
                "tru",
                "\"a",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\t\"",
                "1 2",
                "'a'",
                "[1]]",
                "\u0000"
            })
    void whatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> Json.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no JSON: at character ");
    }

    @Test
    void aRefusalSaysWhereWhatIsWrong() {
        assertThatThrownBy(() -> Json.read("{\"a\": NaN}"))
                .hasMessage("no JSON: at character 7 is 'NaN}', expected a JSON value");
        assertThatThrownBy(() -> Json.readObject("[]")).hasMessage("expected a JSON object");
        assertThatThrownBy(() -> Json.read("[".repeat(100_000))).hasMessageContaining("expected at most 100 levels");
        assertThatThrownBy(() -> Json.write(Double.NaN)).hasMessage("JSON has no NaN; use null");
        assertThatThrownBy(() -> Json.write(new Object()))
                .hasMessage("a java.lang.Object cannot be written as JSON; use plain values");
    }
}
