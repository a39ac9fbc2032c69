package io.orchestrator.protocol.graph;

import org.jspecify.annotations.Nullable;

/** Is equal to what most tasks have, which is then left out of the JSON: a graph of many thousand tasks stays small. */
final class Usual {

    @Override
    public boolean equals(@Nullable Object value) {
        return ControlSpec.PLAIN.equals(value)
                || LimitSpec.PLAIN.equals(value)
                || TimingSpec.PLAIN.equals(value)
                || value instanceof WeightRule.Downstream;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
