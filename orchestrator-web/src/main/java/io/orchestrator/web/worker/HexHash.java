package io.orchestrator.web.worker;

import java.util.regex.Pattern;

/** A SHA-256 in a URL. */
final class HexHash {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private HexHash() {}

    /** @throws Refused if it is none: then nothing has that name */
    static String check(String hash) {
        if (!SHA_256.matcher(hash).matches()) {
            throw Refused.notFound(
                    "There is nothing here of that name: expected a SHA-256, 64 digits or letters a to f");
        }
        return hash;
    }
}
