package io.orchestrator.core.bundle;

import io.orchestrator.core.dataset.BrokenContract;
import java.util.List;

/**
 * What is to be said of a bundle that is right, but will not work as things stand.
 *
 * @param sentences for the log; pages look at them anew
 * @param contracts that it breaks, or that are broken for it; they are kept, for pages and the API
 */
public record Doubts(List<String> sentences, List<BrokenContract> contracts) {

    static final Doubts NONE = new Doubts(List.of(), List.of());
}
