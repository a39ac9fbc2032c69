package io.orchestrator.integration.ml;

import ai.onnx.proto.OnnxMl;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Makes an ONNX model of the JSON that XGBoost saves: the trees as they are, then the logistic function. */
final class XgBoostOnnx {

    static final String OBJECTIVE = "binary:logistic";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int IR_VERSION = 8;
    private static final int OPSET = 15;
    private static final int ML_OPSET = 3;

    private XgBoostOnnx() {}

    /** @throws ModelException if the model is of another kind than {@link XgBoostTrainer} makes */
    static OnnxMl.ModelProto convert(byte[] json) throws IOException {
        JsonNode learner = MAPPER.readTree(json).path("learner");
        String objective = learner.path("objective").path("name").asText();
        String booster = learner.path("gradient_booster").path("name").asText();
        if (!objective.equals(OBJECTIVE) || !booster.equals("gbtree")) {
            throw new ModelException("The model of XGBoost is a '%s' for '%s': expected a 'gbtree' for '%s'"
                    .formatted(booster, objective, OBJECTIVE));
        }
        JsonNode params = learner.path("learner_model_param");
        OnnxTrees trees = new OnnxTrees();
        for (JsonNode tree : learner.path("gradient_booster").path("model").path("trees")) {
            trees.add(tree);
        }
        return model(trees.node(baseValue(params)), params.path("num_feature").asInt());
    }

    /** What all trees add to: it is saved as a probability. Newer versions put it into brackets. */
    private static float baseValue(JsonNode params) {
        double score = Double.parseDouble(params.path("base_score").asText().replaceAll("[\\[\\]]", ""));
        return (float) Math.log(score / (1 - score));
    }

    private static OnnxMl.ModelProto model(OnnxMl.NodeProto trees, int features) {
        var graph = OnnxMl.GraphProto.newBuilder()
                .setName("xgboost")
                .addNode(trees)
                .addNode(OnnxMl.NodeProto.newBuilder()
                        .setOpType("Sigmoid")
                        .setName("probability")
                        .addInput(OnnxTrees.OUTPUT)
                        .addOutput("output"))
                .addInput(floats(OnnxTrees.INPUT, features))
                .addOutput(floats("output", 1));
        return OnnxMl.ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("orchestrator")
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder()
                        .setDomain(OnnxTrees.DOMAIN)
                        .setVersion(ML_OPSET))
                .setGraph(graph)
                .build();
    }

    private static OnnxMl.ValueInfoProto floats(String name, int columns) {
        var shape = OnnxMl.TensorShapeProto.newBuilder()
                .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam("batch"))
                .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(columns));
        return OnnxMl.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.TypeProto.newBuilder()
                        .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder()
                                .setElemType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }
}
