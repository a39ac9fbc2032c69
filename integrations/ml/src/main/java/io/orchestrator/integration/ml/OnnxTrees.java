package io.orchestrator.integration.ml;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;

/** Collects the nodes of all trees, as an ensemble of ONNX wants them: one list for each of their properties. */
final class OnnxTrees {

    static final String INPUT = "input";
    static final String OUTPUT = "margin";
    static final String DOMAIN = "ai.onnx.ml";

    private static final int NO_CHILD = -1;

    private final List<Long> trees = new ArrayList<>();
    private final List<Long> nodes = new ArrayList<>();
    private final List<Long> features = new ArrayList<>();
    private final List<Long> smaller = new ArrayList<>();
    private final List<Long> others = new ArrayList<>();
    private final List<Long> missingIsSmaller = new ArrayList<>();
    private final List<Float> borders = new ArrayList<>();
    private final List<ByteString> modes = new ArrayList<>();
    private final List<Long> leafTrees = new ArrayList<>();
    private final List<Long> leafNodes = new ArrayList<>();
    private final List<Float> weights = new ArrayList<>();
    private long count;

    /** Adds a tree as XGBoost saves it. */
    void add(JsonNode tree) {
        JsonNode left = tree.path("left_children");
        for (int node = 0; node < left.size(); node++) {
            if (tree.path("split_type").path(node).asInt() != 0) {
                throw new ModelException(
                        "Tree %d of XGBoost splits by categories: only numbers can be exported".formatted(count));
            }
            boolean leaf = left.path(node).asInt() == NO_CHILD;
            float border = (float) tree.path("split_conditions").path(node).asDouble();
            trees.add(count);
            nodes.add((long) node);
            features.add(leaf ? 0 : tree.path("split_indices").path(node).asLong());
            smaller.add(leaf ? 0 : left.path(node).asLong());
            others.add(leaf ? 0 : tree.path("right_children").path(node).asLong());
            missingIsSmaller.add(leaf ? 0 : tree.path("default_left").path(node).asLong());
            borders.add(leaf ? 0 : border);
            modes.add(ByteString.copyFromUtf8(leaf ? "LEAF" : "BRANCH_LT"));
            if (leaf) {
                leafTrees.add(count);
                leafNodes.add((long) node);
                weights.add(border);
            }
        }
        count++;
    }

    OnnxMl.NodeProto node(float base) {
        return OnnxMl.NodeProto.newBuilder()
                .setOpType("TreeEnsembleRegressor")
                .setDomain(DOMAIN)
                .setName("trees")
                .addInput(INPUT)
                .addOutput(OUTPUT)
                .addAttribute(attribute("n_targets", AttributeType.INT).setI(1))
                .addAttribute(attribute("base_values", AttributeType.FLOATS).addFloats(base))
                .addAttribute(longs("nodes_treeids", trees))
                .addAttribute(longs("nodes_nodeids", nodes))
                .addAttribute(longs("nodes_featureids", features))
                .addAttribute(longs("nodes_truenodeids", smaller))
                .addAttribute(longs("nodes_falsenodeids", others))
                .addAttribute(longs("nodes_missing_value_tracks_true", missingIsSmaller))
                .addAttribute(floats("nodes_values", borders))
                .addAttribute(attribute("nodes_modes", AttributeType.STRINGS).addAllStrings(modes))
                .addAttribute(longs("target_treeids", leafTrees))
                .addAttribute(longs("target_nodeids", leafNodes))
                .addAttribute(
                        longs("target_ids", leafNodes.stream().map(leaf -> 0L).toList()))
                .addAttribute(floats("target_weights", weights))
                .build();
    }

    private static OnnxMl.AttributeProto.Builder longs(String name, List<Long> values) {
        return attribute(name, AttributeType.INTS).addAllInts(values);
    }

    private static OnnxMl.AttributeProto.Builder floats(String name, List<Float> values) {
        return attribute(name, AttributeType.FLOATS).addAllFloats(values);
    }

    private static OnnxMl.AttributeProto.Builder attribute(String name, AttributeType type) {
        return OnnxMl.AttributeProto.newBuilder().setName(name).setType(type);
    }
}
