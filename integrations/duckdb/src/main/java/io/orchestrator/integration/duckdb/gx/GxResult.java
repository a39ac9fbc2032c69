package io.orchestrator.integration.duckdb.gx;

import io.orchestrator.integration.duckdb.gx.SuiteRun.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a suite has found.
 *
 * @param success whether all expectations were met
 * @param summary a sentence
 * @param json in the form of Great Expectations' own results: plain maps, lists, texts, numbers
 * @param sample rows that are not as expected, at most 20
 */
public record GxResult(
        boolean success,
        String summary,
        Map<String, @Nullable Object> json,
        List<Map<String, @Nullable Object>> sample) {

    private static final int MOST_SAMPLE = 20;
    private static final int MOST_BYTES = 250_000;
    /** Of a list in a result that is too large as a whole. */
    private static final int SHORT = 20;

    private static final JsonMapper JSON = JsonMapper.shared();

    static GxResult of(
            String suite,
            Map<String, @Nullable Object> parameters,
            Map<String, @Nullable Object> meta,
            List<Outcome> outcomes) {
        long met = outcomes.stream().filter(Outcome::success).count();
        boolean success = met == outcomes.size();
        Map<String, @Nullable Object> statistics = new LinkedHashMap<>();
        statistics.put("evaluated_expectations", outcomes.size());
        statistics.put("successful_expectations", met);
        statistics.put("unsuccessful_expectations", outcomes.size() - met);
        statistics.put("success_percent", outcomes.isEmpty() ? null : (double) met / outcomes.size() * 100);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("success", success);
        json.put("suite_name", suite);
        json.put("suite_parameters", parameters);
        json.put("statistics", statistics);
        json.put("results", outcomes.stream().map(GxResult::result).toList());
        json.put("meta", meta);
        json.put(
                "id",
                UUID.nameUUIDFromBytes((suite + statistics).getBytes(StandardCharsets.UTF_8))
                        .toString());
        return new GxResult(success, summary(suite, outcomes, met), json, sample(outcomes));
    }

    private static Map<String, @Nullable Object> result(Outcome outcome) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("success", outcome.success());
        result.put("expectation_config", outcome.expectation().config());
        result.put(
                "result",
                outcome.finding() == null ? Map.of() : outcome.finding().result());
        result.put("meta", Map.of());
        Exception failure = outcome.failure();
        Map<String, @Nullable Object> exception = new LinkedHashMap<>();
        exception.put("raised_exception", failure != null);
        exception.put("exception_message", failure == null ? null : message(failure));
        exception.put("exception_traceback", null);
        result.put("exception_info", exception);
        return result;
    }

    private static String message(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        return message.lines().findFirst().orElse(message);
    }

    private static List<Map<String, @Nullable Object>> sample(List<Outcome> outcomes) {
        List<Map<String, @Nullable Object>> sample = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome.finding() != null && !outcome.success()) {
                outcome.finding().sample().stream()
                        .limit(MOST_SAMPLE - sample.size())
                        .forEach(sample::add);
            }
        }
        return Collections.unmodifiableList(sample);
    }

    private static String summary(String suite, List<Outcome> outcomes, long met) {
        String head = "%d of %d expectations of suite '%s' were met".formatted(met, outcomes.size(), suite);
        List<String> faults = outcomes.stream()
                .filter(outcome -> !outcome.success())
                .map(GxResult::fault)
                .toList();
        if (faults.isEmpty()) {
            return head;
        }
        int shown = Math.min(3, faults.size());
        String more = faults.size() > shown ? "; and " + (faults.size() - shown) + " more" : "";
        return head + "; not: " + String.join("; ", faults.subList(0, shown)) + more;
    }

    private static String fault(Outcome outcome) {
        String title = outcome.expectation().title();
        if (outcome.failure() != null) {
            return title + ": " + message(outcome.failure());
        }
        Map<String, @Nullable Object> result =
                outcome.finding() == null ? Map.of() : outcome.finding().result();
        if (result.get("unexpected_count") != null) {
            return title + ": " + result.get("unexpected_count") + " of " + result.get("element_count")
                    + " are unexpected, such as " + first(result.get("partial_unexpected_list"));
        }
        return title
                + (result.containsKey("observed_value") ? ": observed " + shortened(result.get("observed_value")) : "");
    }

    private static String first(@Nullable Object list) {
        return list instanceof List<?> values && !values.isEmpty() ? shortened(values.getFirst()) : "none listed";
    }

    private static String shortened(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() > 100 ? text.substring(0, 100) + "..." : text;
    }

    /** As text. */
    public String toJson() {
        return JSON.writeValueAsString(json);
    }

    /** The same, with its longest lists cut if it is larger than what a check may tell. */
    Map<String, @Nullable Object> jsonThatFits() {
        if (toJson().length() <= MOST_BYTES) {
            return json;
        }
        Map<String, @Nullable Object> fitting = new LinkedHashMap<>();
        json.forEach((key, value) -> fitting.put(key, shortLists(value, key.equals("results") ? 1 : 0)));
        fitting.put("lists_cut_at", SHORT);
        return fitting;
    }

    private static @Nullable Object shortLists(@Nullable Object value, int spared) {
        return switch (value) {
            case null -> null;
            case List<?> list -> {
                List<@Nullable Object> some = new ArrayList<>();
                list.stream()
                        .limit(spared > 0 ? list.size() : SHORT)
                        .forEach(element -> some.add(shortLists(element, spared - 1)));
                yield some;
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> same = new LinkedHashMap<>();
                map.forEach((key, element) -> same.put(String.valueOf(key), shortLists(element, spared - 1)));
                yield same;
            }
            case Object plain -> plain;
        };
    }
}
