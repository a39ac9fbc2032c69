package io.orchestrator.sdk;

import org.jspecify.annotations.Nullable;

/**
 * What a mapped task can be given: something that all its instances get, or the elements of which each instance gets one.
 *
 * @param <T> the type of the argument
 */
public sealed interface Argument<T extends @Nullable Object> permits Input, Each {}
