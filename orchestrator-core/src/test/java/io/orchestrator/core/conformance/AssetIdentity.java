package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.protocol.Json;
import io.orchestrator.sdk.Asset;
import io.orchestrator.sdk.AssetAlias;
import io.orchestrator.sdk.AssetExpression;
import io.orchestrator.sdk.AssetRef;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.DagDefinitionException;
import io.orchestrator.sdk.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What authors write down of assets: names, addresses, expressions. */
final class AssetIdentity {

    private AssetIdentity() {}

    static void define(Case testCase) {
        JsonNode given = testCase.json().path("given");
        if (testCase.json().has("field")) {
            assertThat(testCase.text("expect")).isEqualTo("rejected");
            String value = value(testCase.text("value"));
            Function<String, Asset> make = testCase.text("field").equals("name") ? Asset::of : Asset::at;
            assertThatThrownBy(() -> make.apply(value)).isInstanceOf(DagDefinitionException.class);
            return;
        }
        assertThat(given.propertyNames()).isSubsetOf("name", "uri", "kind", "group");
        Asset asset = made(given);
        assertThat(asset.name()).isEqualTo(testCase.text("expect_name"));
        assertThat(asset.uri()).isEqualTo(testCase.text("expect_uri"));
        testCase.optionalText("expect_group")
                .ifPresent(group -> assertThat(asset.group()).isEqualTo(group));
    }

    private static Asset made(JsonNode given) {
        Asset asset = !given.has("name")
                ? Asset.at(given.required("uri").asString())
                : given.has("uri")
                        ? Asset.of(
                                given.path("name").asString(), given.path("uri").asString())
                        : Asset.of(given.path("name").asString());
        String kind = given.path("kind").asString(given.path("group").asString(""));
        return kind.isEmpty() ? asset : asset.group(kind);
    }

    /** A text, or in words: {@code a repeated 1501 times}. */
    private static String value(String text) {
        Matcher words = Pattern.compile("(.+) repeated (\\d+) times").matcher(text);
        return words.matches() ? words.group(1).repeat(Integer.parseInt(words.group(2))) : text;
    }

    static void uri(Case testCase) {
        List<LogRecord> warnings = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                warnings.add(record);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("io.orchestrator.sdk.AssetNames");
        logger.addHandler(handler);
        try {
            assertThat(Asset.at(testCase.text("uri")).uri()).isEqualTo(testCase.text("expect_uri"));
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(!warnings.isEmpty()).as("warned").isEqualTo(testCase.flag("expect_warning"));
    }

    static void scheme(Case testCase) {
        assertThat(Asset.schemeOf(testCase.text("uri"))).isEqualTo(testCase.text("expect_scheme"));
    }

    static void equal(Case testCase) {
        boolean equal = Asset.at(testCase.text("first")).equals(Asset.at(testCase.text("second")));
        assertThat(equal).isEqualTo(testCase.json().required("expect_equal").asBoolean());
    }

    static void parse(Case testCase) {
        Optional<AssetExpression> parsed = new Parser(testCase.text("text")).all();
        if (testCase.json().has("expect")) {
            assertThat(testCase.text("expect")).isEqualTo("rejected");
            assertThat(parsed).isEmpty();
        } else {
            assertThat(tree(parsed.orElseThrow())).isEqualTo(testCase.json().required("expect_tree"));
        }
    }

    static AssetExpression expression(JsonNode json) {
        if (json.isString()) {
            return Asset.of(json.asString());
        }
        if (json.has("alias")) {
            return AssetAlias.of(json.path("alias").required("name").asString());
        }
        AssetExpression[] parts = (json.has("all") ? json.path("all") : json.required("any"))
                .valueStream()
                .map(AssetIdentity::expression)
                .toArray(AssetExpression[]::new);
        return json.has("all") ? AssetExpression.all(parts) : AssetExpression.any(parts);
    }

    private static JsonNode tree(AssetExpression expression) {
        return switch (expression) {
            case Asset asset -> StringNode.valueOf(asset.name());
            case Dataset dataset -> throw new AssertionError("no text names the " + dataset);
            case AssetExpression.All all -> list("all", all.parts());
            case AssetExpression.Any any -> list("any", any.parts());
            case Dataset dataset -> throw new AssertionError("no text names the " + dataset);
            case AssetAlias alias -> throw new AssertionError("no text names the alias " + alias);
            case AssetRef ref -> throw new AssertionError("no text names the reference " + ref);
        };
    }

    private static JsonNode list(String word, List<AssetExpression> parts) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        var list = node.putArray(word);
        parts.forEach(part -> list.add(tree(part)));
        return node;
    }

    /** Reads an expression as Python would, and calls what an author calls in Java. Empty: javac refuses it. */
    private static final class Parser {
        private final List<String> tokens = new ArrayList<>();
        private int next;

        Parser(String text) {
            Matcher found = Pattern.compile("[A-Za-z]+|\\d+|\\S").matcher(text);
            while (found.find()) {
                tokens.add(found.group());
            }
        }

        private static final class NoAsset extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }

        Optional<AssetExpression> all() {
            try {
                AssetExpression whole = or();
                assertThat(next).as("all of %s was read", tokens).isEqualTo(tokens.size());
                return Optional.of(whole);
            } catch (NoAsset noAsset) {
                // What takes parts of an expression takes nothing else.
                assertThat(Arrays.stream(AssetExpression.class.getMethods())
                                .filter(method ->
                                        List.of("and", "or", "all", "any").contains(method.getName())))
                        .allSatisfy(method -> assertThat(method.getParameterTypes()[0])
                                .isIn(AssetExpression.class, AssetExpression[].class));
                return Optional.empty();
            }
        }

        private AssetExpression or() {
            AssetExpression left = and();
            while (takes("|")) {
                left = left.or(and());
            }
            return left;
        }

        private AssetExpression and() {
            AssetExpression left = one();
            while (takes("&")) {
                left = left.and(one());
            }
            return left;
        }

        private AssetExpression one() {
            String token = tokens.get(next++);
            if (token.equals("(")) {
                AssetExpression inner = or();
                assertThat(takes(")")).isTrue();
                return inner;
            }
            if (token.chars().allMatch(Character::isDigit)) {
                throw new NoAsset();
            }
            if (List.of("any", "all").contains(token) && takes("(")) {
                List<AssetExpression> parts = new ArrayList<>();
                do {
                    parts.add(or());
                } while (takes(","));
                assertThat(takes(")")).isTrue();
                AssetExpression[] array = parts.toArray(AssetExpression[]::new);
                return token.equals("any") ? AssetExpression.any(array) : AssetExpression.all(array);
            }
            if (!token.chars().allMatch(Character::isLetter)) {
                fail("'%s' in %s is not known", token, tokens);
            }
            return Asset.of(token);
        }

        private boolean takes(String token) {
            boolean there = next < tokens.size() && tokens.get(next).equals(token);
            next += there ? 1 : 0;
            return there;
        }
    }
}
