package io.orchestrator.integration.ml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a model needs and gives; the key {@value #META} of the meta of its version.
 *
 * @param inputs in the order of the columns of the exported model, which may differ from that of the samples
 * @param output what the probability is about: {@code late}
 * @param column of the exported model's output that holds the probability, from 0
 */
public record Signature(List<Input> inputs, String output, int column) {

    /** Under which it is found in a version's meta. */
    public static final String META = "signature";

    private static final String FLOAT = "float";

    public Signature {
        inputs = List.copyOf(inputs);
    }

    /**
     * A number that the model needs.
     *
     * @param type {@code float}, always
     * @param optional whether it may be missing
     */
    public record Input(String name, String type, boolean optional) {

        static Input of(String name, boolean optional) {
            return new Input(name, FLOAT, optional);
        }
    }

    /** The names of all inputs, in order. */
    public List<String> names() {
        return inputs.stream().map(Input::name).toList();
    }

    /**
     * Reads it from a version's meta.
     *
     * @throws ModelException if it is not there, or is not one
     */
    public static Signature of(Map<String, ?> meta) {
        if (!(meta.get(META) instanceof Map<?, ?> signature)) {
            throw refused("it has none, only " + meta.keySet());
        }
        if (!(signature.get("inputs") instanceof List<?> inputs)
                || !(signature.get("output") instanceof String output)
                || !(signature.get("column") instanceof Number column)) {
            throw refused("it is " + signature);
        }
        List<Input> read = new ArrayList<>();
        for (Object input : inputs) {
            read.add(input(input));
        }
        return new Signature(read, output, column.intValue());
    }

    private static Input input(Object json) {
        if (json instanceof Map<?, ?> map && map.get("name") instanceof String name && FLOAT.equals(map.get("type"))) {
            return Input.of(name, Boolean.TRUE.equals(map.get("optional")));
        }
        throw refused("one of its inputs is " + json);
    }

    private static ModelException refused(String found) {
        return new ModelException("The model has no signature that can be used: " + found
                + "; expected {inputs: [{name, type: float, optional}], output, column}");
    }

    /**
     * The values of one instance, in the order of the inputs.
     *
     * @throws ModelException if it does not fit, naming all that is wrong with it
     */
    public float[] row(Map<String, ?> instance) {
        List<String> wrong = new ArrayList<>();
        float[] row = new float[inputs.size()];
        for (int i = 0; i < row.length; i++) {
            Input input = inputs.get(i);
            Object value = instance.get(input.name());
            if (value instanceof Number number) {
                row[i] = number.floatValue();
            } else if (value == null && input.optional()) {
                row[i] = Float.NaN;
            } else {
                wrong.add("'%s' is %s".formatted(input.name(), found(instance, input.name(), value)));
            }
        }
        instance.keySet().stream()
                .filter(name -> !names().contains(name))
                .forEach(name -> wrong.add("'%s' is not an input of it".formatted(name)));
        if (!wrong.isEmpty()) {
            throw new ModelException("The instance does not fit the model: %s; expected a number for each of %s"
                    .formatted(String.join(", ", wrong), describe()));
        }
        return row;
    }

    private static String found(Map<String, ?> instance, String name, @Nullable Object value) {
        if (value == null) {
            return instance.containsKey(name) ? "null" : "missing";
        }
        return value instanceof String text ? "the text '" + text + "'" : String.valueOf(value);
    }

    private String describe() {
        return inputs.stream()
                .map(input -> input.optional() ? input.name() + " (may be null)" : input.name())
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /**
     * Where the inputs are among these names.
     *
     * @throws ModelException if one is not there
     */
    int[] places(List<String> features) {
        List<String> missing =
                names().stream().filter(name -> !features.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new ModelException("The samples do not fit the model: they have no %s, only %s; expected %s"
                    .formatted(missing, features, describe()));
        }
        return names().stream().mapToInt(features::indexOf).toArray();
    }
}
