package io.orchestrator.protocol.mask;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Puts {@code ***} in the place of secrets: as they are, line by line, and as URLs, JSON, HTML and Base64 write them, also in the
 * middle of other Base64. Immutable.
 */
public final class Masker {

    public static final String MASK = "***";

    /** Masks nothing. */
    public static final Masker NONE = new Masker(List.of(), List.of());

    private final List<String> secrets;
    private final List<String> needles;

    private Masker(List<String> secrets, List<String> needles) {
        this.secrets = secrets;
        this.needles = needles;
    }

    /** Secrets that are shorter than {@link Needles#SHORTEST} characters are not masked: everything is full of them. */
    public static Masker of(Collection<String> secrets) {
        Set<String> needles = new LinkedHashSet<>();
        secrets.forEach(secret -> needles.addAll(Needles.of(secret)));
        return new Masker(
                List.copyOf(secrets),
                needles.stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList());
    }

    /** One that masks this as well. */
    public Masker plus(String secret) {
        List<String> more = new ArrayList<>(secrets);
        more.add(secret);
        return of(more);
    }

    public String mask(String text) {
        String masked = text;
        for (String needle : needles) {
            if (masked.contains(needle)) {
                masked = masked.replace(needle, MASK);
            }
        }
        return masked;
    }

    /** Also the begin of a secret at the end of the text, which was cut off there. */
    public String maskCut(String text) {
        String masked = mask(text);
        int longest = 0;
        for (String needle : needles) {
            int length = Math.min(needle.length() - 1, masked.length());
            while (length > longest && !masked.regionMatches(masked.length() - length, needle, 0, length)) {
                length--;
            }
            longest = Math.max(longest, length);
        }
        return longest < Needles.SHORTEST ? masked : masked.substring(0, masked.length() - longest) + MASK;
    }

    public @Nullable String maskOrNull(@Nullable String text) {
        return text == null ? null : mask(text);
    }

    /** Masks every text, also names of fields. */
    public JsonNode mask(JsonNode json) {
        if (needles.isEmpty()) {
            return json;
        }
        if (json.isString()) {
            String masked = mask(json.stringValue());
            return masked.equals(json.stringValue()) ? json : StringNode.valueOf(masked);
        }
        if (json.isObject()) {
            ObjectNode masked = JsonNodeFactory.instance.objectNode();
            json.propertyStream().forEach(field -> masked.set(mask(field.getKey()), mask(field.getValue())));
            return masked;
        }
        if (json.isArray()) {
            ArrayNode masked = JsonNodeFactory.instance.arrayNode();
            json.forEach(element -> masked.add(mask(element)));
            return masked;
        }
        return json;
    }

    @Override
    public String toString() {
        return "Masker of " + secrets.size() + " secrets";
    }
}
