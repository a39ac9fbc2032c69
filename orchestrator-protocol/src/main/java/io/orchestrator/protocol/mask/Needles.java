package io.orchestrator.protocol.mask;

import io.orchestrator.protocol.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The texts by which a secret is found, in whichever way it was written. */
final class Needles {

    /** In characters. */
    static final int SHORTEST = 4;

    private static final int SHORTEST_BASE64 = 8;
    private static final int FIRST_BEYOND_ASCII = 128;

    private Needles() {}

    static Set<String> of(String secret) {
        Set<String> needles = new LinkedHashSet<>();
        add(needles, secret);
        if (secret.indexOf('\n') >= 0) {
            secret.lines().map(String::strip).forEach(line -> add(needles, line));
        }
        return needles;
    }

    private static void add(Set<String> needles, String secret) {
        if (secret.length() < SHORTEST) {
            return;
        }
        needles.add(secret);
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        needles.add(url);
        needles.add(url.replace("+", "%20"));
        addJson(needles, secret);
        addHtml(needles, secret);
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 3; before++) {
            addBase64(needles, bytes, before);
        }
    }

    /** Also as JSON within JSON, and with all that is not ASCII escaped. */
    private static void addJson(Set<String> needles, String secret) {
        String once = json(secret);
        String ascii = ascii(once, "\\u%04x");
        for (String text : List.of(once, ascii, ascii(once, "\\u%04X"))) {
            needles.add(text);
            needles.add(json(text));
        }
    }

    private static String json(String text) {
        String json = Json.MAPPER.writeValueAsString(text);
        return json.substring(1, json.length() - 1);
    }

    private static String ascii(String json, String escape) {
        return json.chars()
                .mapToObj(unit -> unit < FIRST_BEYOND_ASCII ? Character.toString(unit) : escape.formatted(unit))
                .collect(Collectors.joining());
    }

    /** Quotes are escaped in several ways, and outside of attributes not at all. */
    private static void addHtml(Set<String> needles, String secret) {
        String text = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        needles.add(text);
        for (String quote : List.of("&quot;", "&#34;")) {
            for (String apostrophe : List.of("'", "&#39;", "&#x27;", "&apos;")) {
                needles.add(text.replace("\"", quote).replace("'", apostrophe));
            }
        }
    }

    /**
     * The characters that the secret alone decides, wherever it stands in what was encoded.
     *
     * @param before how many bytes come before it, modulo three
     */
    private static void addBase64(Set<String> needles, byte[] secret, int before) {
        byte[] shifted = new byte[before + secret.length];
        System.arraycopy(secret, 0, shifted, before, secret.length);
        int first = (before * 8 + 5) / 6;
        int end = shifted.length * 8 / 6;
        if (end - first >= SHORTEST_BASE64) {
            needles.add(Base64.getEncoder().encodeToString(shifted).substring(first, end));
            needles.add(Base64.getUrlEncoder().encodeToString(shifted).substring(first, end));
        }
    }
}
