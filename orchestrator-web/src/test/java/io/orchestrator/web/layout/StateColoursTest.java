package io.orchestrator.web.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.AttemptState;
import io.orchestrator.core.task.TaskState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The file with the colours of states: none is missing, and all can be told from what is behind them. */
class StateColoursTest {

    private static final double GRAPHICS = 3.0;
    private static final double TEXT = 4.5;
    private static final double TINT = 0.13;
    private static final int[] LIGHT = rgb("#ffffff");
    private static final int[] DARK = rgb("#14181f");

    private static final Map<String, Colours> STATES = read();

    static Stream<String> keys() {
        return Stream.of(
                        Arrays.stream(TaskState.values()).map(TaskState::key),
                        Arrays.stream(DagRunState.values()).map(DagRunState::key),
                        Arrays.stream(AttemptState.values()).map(AttemptState::key),
                        Stream.of("live", "draining", "ended"))
                .flatMap(keys -> keys)
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void every_state_has_its_colour(String key) {
        assertThat(STATES).containsKey(key);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void its_fill_and_its_words_stand_out_in_light_and_in_dark(String key) {
        var colours = Objects.requireNonNull(STATES.get(key));
        assertThat(contrast(colours.fillInLight(), LIGHT)).isGreaterThanOrEqualTo(GRAPHICS);
        assertThat(contrast(colours.fillInDark(), DARK)).isGreaterThanOrEqualTo(GRAPHICS);
        assertThat(contrast(colours.inkInLight(), tint(colours.fillInLight(), LIGHT)))
                .isGreaterThanOrEqualTo(TEXT);
        assertThat(contrast(colours.inkInDark(), tint(colours.fillInDark(), DARK)))
                .isGreaterThanOrEqualTo(TEXT);
    }

    private record Colours(int[] fillInLight, int[] fillInDark, int[] inkInLight, int[] inkInDark) {}

    private static Map<String, Colours> read() {
        var rule = Pattern.compile(
                "([^{}]*)\\{ --state: light-dark\\((#\\w+), (#\\w+)\\); --state-ink: light-dark\\((#\\w+), (#\\w+)\\); }");
        Map<String, Colours> states = new HashMap<>();
        var found = rule.matcher(file("/static/css/states.css"));
        while (found.find()) {
            var colours =
                    new Colours(rgb(found.group(2)), rgb(found.group(3)), rgb(found.group(4)), rgb(found.group(5)));
            var names = Pattern.compile("\\.state-(\\w+)").matcher(found.group(1));
            while (names.find()) {
                states.put(names.group(1), colours);
            }
        }
        return states;
    }

    private static String file(String name) {
        try (var in = Objects.requireNonNull(StateColoursTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[] rgb(String hex) {
        int value = Integer.parseInt(hex.substring(1), 16);
        return new int[] {value >> 16, value >> 8 & 0xff, value & 0xff};
    }

    private static int[] tint(int[] colour, int[] surface) {
        var mixed = new int[3];
        for (int i = 0; i < 3; i++) {
            mixed[i] = (int) Math.round(colour[i] * TINT + surface[i] * (1 - TINT));
        }
        return mixed;
    }

    /** As the Web Content Accessibility Guidelines define it. */
    private static double contrast(int[] one, int[] other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(int[] colour) {
        return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
