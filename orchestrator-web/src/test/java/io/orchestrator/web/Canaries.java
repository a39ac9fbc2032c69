package io.orchestrator.web;

import io.orchestrator.protocol.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.web.util.HtmlUtils;

/** Secrets of many shapes, and the search for them however they are spelled. */
public final class Canaries {

    public static final int NUMBER = 200;

    private static final int SHAPES = 20;
    /** Shorter ones are not masked. */
    private static final int SHORTEST = 4;

    private static final int LONG = 300;
    private static final int BEGIN = 8;

    private final Map<String, String> names = new LinkedHashMap<>();
    /** By their first characters, so that a text is gone through once. */
    private final Map<String, List<String>> needles = new HashMap<>();

    /** @param secrets by what they are called in findings */
    public Canaries(Map<String, String> secrets) {
        secrets.forEach((name, secret) -> spellings(secret).forEach(spelling -> {
            if (names.putIfAbsent(spelling, name) == null) {
                needles.computeIfAbsent(spelling.substring(0, SHORTEST), first -> new ArrayList<>())
                        .add(spelling);
            }
        }));
    }

    /** The same ones each time. */
    public static List<String> all() {
        var random = new Random(2026);
        return IntStream.range(0, NUMBER)
                .mapToObj(number -> shaped(number % SHAPES, random))
                .toList();
    }

    private static String shaped(int shape, Random random) {
        var one = letters(random, 10);
        var other = letters(random, 10);
        return switch (shape) {
            case 0 -> one;
            case 1 -> "it's \"%s\" 'quoted'".formatted(one);
            case 2 -> "C:\\dir\\%s\\\\new".formatted(one);
            case 3 -> "p\u00e4ssw\u00f6rd-%s-\u5bc6\u7801-\ud83d\ude00".formatted(one);
            case 4 -> "%s\n%s".formatted(one, other);
            case 5 -> "^(%s)[a-z]*.+?$|{2}".formatted(one);
            case 6 -> Base64.getEncoder().encodeToString((one + other + "??>>").getBytes(StandardCharsets.UTF_8));
            case 7 ->
                "-----BEGIN KEY %s-----\n%s\n%s\n-----END KEY %s-----\n"
                        .formatted(one, letters(random, 64), other, one);
            case 8 -> "{\"key\": \"%s\", \"list\": [1, \"%s\"]}".formatted(one, other);
            case 9 -> signs(random);
            case 10 -> "postgres://user:%s@host:5432/db?a=%s&b=2".formatted(one, other);
            case 11 -> "<b>%s</b>&amp;\"'".formatted(one);
            case 12 -> " %s\t%s ".formatted(one, other);
            case 13 -> "%%41%%20%s+%%2B~!*()".formatted(one);
            case 14 -> "${%s} #{x} %%s {} $HOME".formatted(one);
            case 15 -> "%s\r\n%s".formatted(one, other);
            case 16 -> letters(random, LONG);
            case 17 -> random.ints(32, 0, 256).mapToObj("%02x"::formatted).collect(Collectors.joining());
            case 18 -> "eyJhbGciOiJIUzI1NiJ9.%s.%s-_".formatted(letters(random, 40), letters(random, 43));
            default -> "$1\\1/%s\u20ac".formatted(one);
        };
    }

    private static String letters(Random random, int length) {
        return random.ints(length, 0, 62)
                .mapToObj(letter ->
                        letter < 10 ? "" + letter : "" + (char) (letter < 36 ? 'A' + letter - 10 : 'a' + letter - 36))
                .collect(Collectors.joining());
    }

    /** Four characters that stand together nowhere else. */
    private static String signs(Random random) {
        return random.ints(SHORTEST, 0xC0, 0xD6)
                .mapToObj(sign -> "" + (char) sign)
                .collect(Collectors.joining());
    }

    /** What is left of secrets that are all letters where a text was cut within them; of the others the begin is no secret. */
    public static List<String> begins() {
        return all().stream()
                .filter(secret -> secret.length() > BEGIN)
                .filter(secret -> secret.substring(0, BEGIN).chars().allMatch(Character::isLetterOrDigit))
                .filter(secret -> !secret.startsWith("eyJ") && !secret.startsWith("postgres"))
                .map(secret -> secret.substring(0, BEGIN))
                .toList();
    }

    /** A secret and its lines as they are, and as JSON, HTML, URLs and Base64 write them. */
    public static Set<String> spellings(String secret) {
        Set<String> plain = new LinkedHashSet<>(List.of(secret));
        secret.lines().map(String::strip).forEach(plain::add);
        Set<String> all = new LinkedHashSet<>();
        for (var text : plain) {
            var json = Json.MAPPER.writeValueAsString(text);
            var quoted = json.substring(1, json.length() - 1);
            var url = URLEncoder.encode(text, StandardCharsets.UTF_8);
            all.addAll(List.of(
                    text,
                    quoted,
                    quoted.replace("\\", "\\\\").replace("\"", "\\\""),
                    ascii(quoted),
                    HtmlUtils.htmlEscape(text, "UTF-8"),
                    HtmlUtils.htmlEscape(text),
                    url,
                    url.replace("+", "%20"),
                    Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8)),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        }
        return all.stream().filter(spelling -> spelling.length() >= SHORTEST).collect(Collectors.toSet());
    }

    private static String ascii(String json) {
        return json.chars()
                .mapToObj(letter -> letter < 128 ? "" + (char) letter : "\\u%04x".formatted(letter))
                .collect(Collectors.joining());
    }

    /** What the text tells, and how. */
    public Set<String> in(String where, String text) {
        Set<String> found = new TreeSet<>();
        for (int at = 0; at + SHORTEST <= text.length(); at++) {
            var begin = needles.get(text.substring(at, at + SHORTEST));
            if (begin != null) {
                for (var needle : begin) {
                    if (text.startsWith(needle, at)) {
                        found.add("%s tells %s as %s"
                                .formatted(where, Objects.requireNonNull(names.get(needle)), needle));
                    }
                }
            }
        }
        return found;
    }
}
