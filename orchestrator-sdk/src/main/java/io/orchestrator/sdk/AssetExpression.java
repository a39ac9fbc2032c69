package io.orchestrator.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which assets must have been updated: one, or all or any of several, in each other to any depth. */
public sealed interface AssetExpression {

    /** Both this and the other. */
    default AssetExpression and(AssetExpression other) {
        return new All(this instanceof All all ? appended(all.parts, other) : List.of(this, other));
    }

    /** This or the other. */
    default AssetExpression or(AssetExpression other) {
        return new Any(this instanceof Any any ? appended(any.parts, other) : List.of(this, other));
    }

    /** All of these. */
    static AssetExpression all(AssetExpression... parts) {
        return new All(List.of(parts));
    }

    /** One of these is enough. */
    static AssetExpression any(AssetExpression... parts) {
        return new Any(List.of(parts));
    }

    /** The aliases in it, in order. */
    default List<AssetAlias> aliases() {
        return leaves().flatMap(leaf -> leaf instanceof AssetAlias alias ? Stream.of(alias) : Stream.empty())
                .distinct()
                .toList();
    }

    /** Everything in it that is no combination, in order. */
    Stream<Leaf> leaves();

    private static List<AssetExpression> appended(List<AssetExpression> parts, AssetExpression last) {
        List<AssetExpression> all = new ArrayList<>(parts);
        all.add(last);
        return all;
    }

    private static List<AssetExpression> checked(String what, List<AssetExpression> parts) {
        if (parts.isEmpty()) {
            throw DagDefinitionException.of(what + " of no assets says nothing; name one or more");
        }
        return List.copyOf(parts);
    }

    /** All of several. */
    record All(List<AssetExpression> parts) implements AssetExpression {
        public All {
            parts = checked("all", parts);
        }

        @Override
        public Stream<Leaf> leaves() {
            return parts.stream().flatMap(AssetExpression::leaves);
        }
    }

    /** One of several. */
    record Any(List<AssetExpression> parts) implements AssetExpression {
        public Any {
            parts = checked("any", parts);
        }

        @Override
        public Stream<Leaf> leaves() {
            return parts.stream().flatMap(AssetExpression::leaves);
        }
    }

    /** What is no combination. */
    sealed interface Leaf extends AssetExpression permits AssetUse, AssetRef {

        @Override
        default Stream<Leaf> leaves() {
            return Stream.of(this);
        }
    }
}
