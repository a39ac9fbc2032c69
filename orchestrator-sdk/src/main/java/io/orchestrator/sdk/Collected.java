package io.orchestrator.sdk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outputs of all copies of a task of a mapped group. */
record Collected<R extends @Nullable Object>(Task<R> task) implements Input<List<R>> {}
