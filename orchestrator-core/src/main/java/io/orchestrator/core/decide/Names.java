package io.orchestrator.core.decide;

import java.util.List;

/** Names in a sentence. */
final class Names {

    private static final int MOST = 3;

    private Names() {}

    /** {@code a}, {@code a and b}, {@code a, b, c and 4 more}. */
    static String of(List<String> names) {
        if (names.isEmpty()) {
            return "nothing";
        }
        if (names.size() > MOST) {
            return String.join(", ", names.subList(0, MOST)) + " and " + (names.size() - MOST) + " more";
        }
        String last = names.getLast();
        return names.size() == 1 ? last : String.join(", ", names.subList(0, names.size() - 1)) + " and " + last;
    }
}
