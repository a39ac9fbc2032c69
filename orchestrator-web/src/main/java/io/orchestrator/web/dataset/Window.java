package io.orchestrator.web.dataset;

import io.orchestrator.web.api.Query;

/** Which part of a list is asked for. */
final class Window {

    private static final int USUAL = 50;
    private static final int MOST = 1_000;

    private Window() {}

    static int limit(Query query) {
        return Math.clamp(query.integer("limit").orElse(USUAL), 1, MOST);
    }

    static int offset(Query query) {
        return Math.max(0, query.integer("offset").orElse(0));
    }
}
