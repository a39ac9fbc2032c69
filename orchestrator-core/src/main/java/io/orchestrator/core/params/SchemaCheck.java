package io.orchestrator.core.params;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Holds a value against a JSON schema: the keywords for types, texts, numbers, lists, objects and their combinations. Keywords
 * that only describe, and those that are not known, are passed over.
 */
final class SchemaCheck {

    private final String path;
    private final JsonNode schema;
    private final JsonNode value;
    private final List<Fault> faults = new ArrayList<>();

    private SchemaCheck(String path, JsonNode schema, JsonNode value) {
        this.path = path;
        this.schema = schema;
        this.value = value;
    }

    /** @param path how the value is called in a fault */
    static List<Fault> faults(String path, JsonNode schema, JsonNode value) {
        if (schema.isBoolean()) {
            return schema.asBoolean() ? List.of() : List.of(new Fault(path, "is not allowed"));
        }
        return new SchemaCheck(path, schema, value).check();
    }

    private List<Fault> check() {
        types();
        if (!faults.isEmpty()) {
            return faults;
        }
        choices();
        if (value.isString()) {
            text();
        }
        if (value.isNumber()) {
            number();
        }
        if (value.isArray()) {
            list();
        }
        if (value.isObject()) {
            ObjectCheck.check(path, schema, value, faults);
        }
        combinations();
        return faults;
    }

    private void add(String sentence) {
        faults.add(new Fault(path, sentence));
    }

    private String found() {
        String text = value.toString();
        return "is " + (text.length() > 100 ? text.substring(0, 100) + "..." : text);
    }

    private void types() {
        JsonNode types = schema.path("type");
        boolean fits = types.isMissingNode()
                || (types.isArray()
                        ? types.valueStream().anyMatch(type -> isOf(type.asString()))
                        : isOf(types.asString()));
        if (!fits) {
            add(found() + "; expected " + (types.isArray() ? "one of the types " + types : named(types.asString())));
        }
    }

    private static String named(String type) {
        return switch (type) {
            case "integer" -> "a whole number";
            case "string" -> "a text";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "an object";
            case "null" -> "null";
            default -> "a " + type;
        };
    }

    private boolean isOf(String type) {
        return switch (type) {
            case "string" -> value.isString();
            case "integer" -> value.isNumber() && isWhole(value);
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "null" -> value.isNull();
            default -> false;
        };
    }

    private static boolean isWhole(JsonNode number) {
        return number.isIntegralNumber()
                || number.decimalValue().stripTrailingZeros().scale() <= 0;
    }

    private void choices() {
        if (schema.path("enum").isArray() && schema.path("enum").valueStream().noneMatch(one -> same(one, value))) {
            add(found() + "; expected one of " + schema.path("enum"));
        }
        if (schema.has("const") && !same(schema.path("const"), value)) {
            add(found() + "; expected " + schema.path("const"));
        }
    }

    /** Equal as JSON sees it: 7 and 7.0 are the same number. */
    static boolean same(JsonNode one, JsonNode other) {
        return one.equals(
                (a, b) -> a.isNumber() && b.isNumber()
                        ? a.decimalValue().compareTo(b.decimalValue())
                        : a.equals(b) ? 0 : 1,
                other);
    }

    private void text() {
        String text = value.asString();
        int length = text.codePointCount(0, text.length());
        if (length < schema.path("minLength").asInt(0)) {
            add(found() + "; expected at least " + schema.path("minLength") + " characters");
        }
        if (schema.has("maxLength") && length > schema.path("maxLength").asInt()) {
            add("has " + length + " characters; expected at most " + schema.path("maxLength"));
        }
        String pattern = schema.path("pattern").asString("");
        if (!pattern.isEmpty() && !Pattern.compile(pattern).matcher(text).find()) {
            add(found() + "; expected a text that matches " + pattern);
        }
        if (schema.has("format")) {
            format(text, schema.path("format").asString());
        }
    }

    private void format(String text, String name) {
        if (!Formats.fits(name, text)) {
            add(found() + "; expected " + Formats.described(name));
            return;
        }
        bound(
                "formatMinimum",
                "no earlier or less than",
                text,
                (found, limit) -> Formats.compare(name, found, limit) >= 0);
        bound(
                "formatMaximum",
                "no later or more than",
                text,
                (found, limit) -> Formats.compare(name, found, limit) <= 0);
    }

    private void bound(String keyword, String words, String text, BiPredicate<String, String> holds) {
        if (schema.has(keyword) && !holds.test(text, schema.path(keyword).asString())) {
            add(found() + "; expected " + words + " " + schema.path(keyword).asString());
        }
    }

    private void number() {
        BigDecimal number = value.decimalValue();
        limit("minimum", "at least", limit -> number.compareTo(limit) >= 0);
        limit("maximum", "at most", limit -> number.compareTo(limit) <= 0);
        limit("exclusiveMinimum", "more than", limit -> number.compareTo(limit) > 0);
        limit("exclusiveMaximum", "less than", limit -> number.compareTo(limit) < 0);
        limit("multipleOf", "a multiple of", step -> Numbers.isMultiple(number, step));
    }

    private void limit(String keyword, String words, Predicate<BigDecimal> holds) {
        JsonNode limit = schema.path(keyword);
        if (limit.isNumber() && !holds.test(limit.decimalValue())) {
            add(found() + "; expected " + words + " " + limit);
        }
    }

    private void list() {
        if (value.size() < schema.path("minItems").asInt(0)) {
            add("has " + value.size() + " elements; expected at least " + schema.path("minItems"));
        }
        if (schema.has("maxItems") && value.size() > schema.path("maxItems").asInt()) {
            add("has " + value.size() + " elements; expected at most " + schema.path("maxItems"));
        }
        if (schema.path("uniqueItems").asBoolean(false) && hasTwins()) {
            add(found() + "; expected no element twice");
        }
        JsonNode first = schema.path("prefixItems");
        JsonNode rest = schema.path("items");
        for (int i = 0; i < value.size(); i++) {
            JsonNode items = i < first.size() ? first.get(i) : rest;
            if (!items.isMissingNode()) {
                faults.addAll(faults(path + "[" + i + "]", items, value.get(i)));
            }
        }
    }

    private boolean hasTwins() {
        for (int i = 0; i < value.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (same(value.get(i), value.get(j))) {
                    return true;
                }
            }
        }
        return false;
    }

    private void combinations() {
        schema.path("allOf").forEach(one -> faults.addAll(faults(path, one, value)));
        fitsSome("anyOf", fitting -> fitting >= 1);
        fitsSome("oneOf", fitting -> fitting == 1);
        if (schema.has("not") && faults(path, schema.path("not"), value).isEmpty()) {
            add(found() + ", which is excluded");
        }
    }

    private void fitsSome(String keyword, LongPredicate enough) {
        JsonNode all = schema.path(keyword);
        if (all.isArray()) {
            long fitting = all.valueStream()
                    .filter(one -> faults(path, one, value).isEmpty())
                    .count();
            if (!enough.test(fitting)) {
                add(found() + ", which fits " + fitting + " of the " + all.size() + " schemas of "
                        + keyword.toLowerCase(Locale.ROOT));
            }
        }
    }
}
