package io.orchestrator.runner;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.ElementSource;
import io.orchestrator.sdk.SkipException;
import io.orchestrator.sdk.TaskArgument;
import io.orchestrator.sdk.TaskDefinition;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes the arguments of a task's code of what was sent with an attempt. */
final class ArgumentReader {

    private final Map<String, TaskDefinition> tasks;
    private final Map<Type, TaskValues> types = new ConcurrentHashMap<>();

    /** @param tasks all of the DAG, by id */
    ArgumentReader(Map<String, TaskDefinition> tasks) {
        this.tasks = tasks;
    }

    /**
     * The arguments in order. What transforms elements is user code and may throw anything.
     *
     * @throws UnreadableInputException if what was sent is not what the task takes
     * @throws IOException if files of datasets cannot be had
     */
    List<@Nullable Object> read(TaskDefinition task, AttemptContext context)
            throws UnreadableInputException, IOException, InterruptedException {
        Assignment assignment = context.assignment();
        List<Assignment.Input> sent = assignment.inputs() == null ? List.of() : assignment.inputs();
        List<Assignment.Input> given =
                sent.stream().filter(input -> input.given() == null).toList();
        List<JsonNode> elements = given.stream()
                .filter(input -> input.taskId() == null)
                .map(Assignment.Input::value)
                .toList();
        requireNumbers(task, elements.size(), given.size());
        List<@Nullable Object> values = new ArrayList<>(task.arguments().size());
        int next = elements.size();
        for (TaskArgument argument : task.arguments()) {
            switch (argument) {
                case TaskArgument.Output output -> values.add(output(output, given.get(next++)));
                case TaskArgument.Element element ->
                    values.add(element(element.source(), elements.get(element.index()), context));
                case TaskArgument.RunParams params -> values.add(params(params.type(), assignment.params()));
                case TaskArgument.GivenConnection wanted -> values.add(GivenValues.connection(wanted.id(), sent));
                case TaskArgument.GivenVariable wanted -> values.add(variable(wanted, sent));
                case TaskArgument.GivenEvents wanted -> values.add(GivenValues.events(wanted.of(), sent));
                case TaskArgument.GivenVersion wanted ->
                    values.add(version(wanted, GivenValues.find(DatasetSpecs.given(wanted), sent), context));
                case TaskArgument.GivenHistory wanted ->
                    values.add(GivenValues.find(DatasetSpecs.given(wanted), sent)
                            .valueStream()
                            .map(version -> DatasetSpecs.version(version, List.of()))
                            .toList());
                case TaskArgument.GivenStaging wanted ->
                    values.add(staging(wanted, GivenValues.find(DatasetSpecs.given(wanted), sent), context));
            }
        }
        return values;
    }

    private static Object version(TaskArgument.GivenVersion wanted, JsonNode sent, AttemptContext context)
            throws IOException, InterruptedException {
        DatasetVersion version = sent.isNull() ? null : context.datasets().version(sent);
        if (wanted.required()) {
            return Objects.requireNonNull(version);
        }
        return Optional.ofNullable(version);
    }

    private static Object staging(TaskArgument.GivenStaging wanted, JsonNode sent, AttemptContext context)
            throws IOException {
        JsonNode parent = sent.path("parent");
        return context.datasets()
                .stage(
                        wanted.of(),
                        parent.isObject() ? DatasetSpecs.version(parent, List.of()) : null,
                        sent.path("readers")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList());
    }

    private static void requireNumbers(TaskDefinition task, int elements, int given) throws UnreadableInputException {
        long wanted = task.arguments().stream()
                .filter(TaskArgument.Element.class::isInstance)
                .mapToInt(argument -> ((TaskArgument.Element) argument).index())
                .distinct()
                .count();
        if (wanted != elements) {
            throw new UnreadableInputException(
                    "the task takes " + wanted + " elements, but " + elements + " were sent");
        }
        int outputs = given - elements;
        if (outputs != task.inputs().size()) {
            throw new UnreadableInputException(
                    "the task takes " + task.inputs().size() + " inputs, but " + outputs + " were sent");
        }
    }

    /** Read by the type that the upstream task declares, since it is what was written. */
    private @Nullable Object output(TaskArgument.Output output, Assignment.Input input)
            throws UnreadableInputException {
        TaskDefinition producer = tasks.get(output.taskId());
        Type type = producer == null ? null : producer.outputType();
        if (output.all()) {
            List<@Nullable Object> all = new ArrayList<>(input.value().size());
            for (JsonNode one : input.value()) {
                all.add(type == null ? null : value(type, one, output.taskId()));
            }
            return all;
        }
        return type == null || input.value() == null ? null : value(type, input.value(), output.taskId());
    }

    private @Nullable Object value(Type type, JsonNode json, String taskId) throws UnreadableInputException {
        try {
            return values(type).read(json);
        } catch (RuntimeException e) {
            throw new UnreadableInputException("the output of '" + taskId + "' cannot be read: "
                    + Throwables.sentence(e) + "; if its type has changed, clear that task");
        }
    }

    private @Nullable Object element(ElementSource source, JsonNode json, AttemptContext context)
            throws UnreadableInputException {
        return switch (source) {
            case ElementSource.Output output -> elementOf(output, json);
            case ElementSource.Values values ->
                value(values.values().getFirst().getClass(), json, "the values that it is mapped over");
            case ElementSource.Zip zip -> zipped(zip, json, context);
            case ElementSource.Concat concat -> element(concat.sources().getFirst(), json, context);
            case ElementSource.Changed changed -> changed.change().apply(element(changed.source(), json, context));
            case ElementSource.Onto onto -> laidOver(onto.base().getClass(), json);
            case ElementSource.Named named -> {
                Object element = element(named.source(), json, context);
                context.label(named.name().apply(element));
                yield element;
            }
            case ElementSource.Filtered filtered -> {
                Object element = element(filtered.source(), json, context);
                if (!filtered.wanted().test(element)) {
                    throw new SkipException("Its element is filtered out: " + element);
                }
                yield element;
            }
        };
    }

    private @Nullable Object laidOver(Class<?> type, JsonNode json) throws UnreadableInputException {
        if (!json.isObject()) {
            throw new UnreadableInputException("its element is " + json
                    + "; expected a map or a record, whose fields are" + " laid over those of " + type.getSimpleName());
        }
        return value(type, json, "the elements that it is mapped over");
    }

    private @Nullable Object elementOf(ElementSource.Output output, JsonNode json) throws UnreadableInputException {
        if (!output.entries()) {
            return value(output.elementType(), json, output.taskId());
        }
        List<@Nullable Object> entry = new ArrayList<>();
        entry.add(json.path(0).asString());
        entry.add(value(output.elementType(), json.path(1), output.taskId()));
        return entry;
    }

    private List<@Nullable Object> zipped(ElementSource.Zip zip, JsonNode json, AttemptContext context)
            throws UnreadableInputException {
        List<@Nullable Object> together = new ArrayList<>();
        for (int i = 0; i < zip.sources().size(); i++) {
            JsonNode one = json.path(i);
            boolean lacking = zip.longest() && one.isNull();
            together.add(lacking ? null : element(zip.sources().get(i), one, context));
        }
        return together;
    }

    private @Nullable Object variable(TaskArgument.GivenVariable wanted, List<Assignment.Input> sent)
            throws UnreadableInputException {
        String text = GivenValues.variable(wanted.key(), sent);
        if (wanted.type() == String.class) {
            return text;
        }
        try {
            return values(wanted.type()).read(Json.MAPPER.readTree(text));
        } catch (RuntimeException e) {
            throw new UnreadableInputException("the variable '" + wanted.key() + "' cannot be read as "
                    + wanted.type().getSimpleName() + ": " + Throwables.sentence(e) + "; change the variable");
        }
    }

    private @Nullable Object params(Class<?> type, JsonNode params) throws UnreadableInputException {
        try {
            return values(type).read(params);
        } catch (RuntimeException e) {
            throw new UnreadableInputException("the params of the run cannot be read as " + type.getSimpleName() + ": "
                    + Throwables.sentence(e) + "; trigger the run with others");
        }
    }

    private TaskValues values(Type type) {
        return types.computeIfAbsent(type, TaskValues::of);
    }
}
