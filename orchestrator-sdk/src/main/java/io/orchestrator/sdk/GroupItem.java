package io.orchestrator.sdk;

import org.jspecify.annotations.Nullable;

/** The element that one copy of a mapped group is about. */
record GroupItem<A extends @Nullable Object>(MappedGroup<A> group) implements Input<A> {}
