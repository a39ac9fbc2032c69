package io.orchestrator.web.openapi;

import io.orchestrator.web.api.Accepts;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Operations that Airflow does not have, as their code has them. */
final class OwnOperations {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)}");
    private static final int OK = 200;
    private static final Map<Integer, String> ERRORS = Map.of(
            401,
            "HTTPExceptionResponse",
            403,
            "HTTPExceptionResponse",
            404,
            "HTTPExceptionResponse",
            422,
            "HTTPValidationError");

    private final OwnSchemas schemas;

    OwnOperations(OwnSchemas schemas) {
        this.schemas = schemas;
    }

    ObjectNode describe(String method, String path, HandlerMethod handler) {
        var operation = JsonNodeFactory.instance
                .objectNode()
                .put("operationId", method.toLowerCase(Locale.ROOT) + path.replaceAll("[^A-Za-z0-9]+", "_"));
        var accepts = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), Accepts.class);
        parameters(path, handler, accepts, operation);
        body(handler, accepts, operation);
        responses(handler, operation);
        return operation;
    }

    private static void parameters(
            String path, HandlerMethod handler, @Nullable Accepts accepts, ObjectNode operation) {
        var parameters = operation.putArray("parameters");
        VARIABLE.matcher(path).results().forEach(found -> {
            var parameter = parameters.addObject().put("name", found.group(1)).put("in", "path");
            parameter.put("required", true).set("schema", OwnSchemas.plain(variable(handler, found.group(1))));
        });
        if (accepts != null) {
            Arrays.stream(accepts.query())
                    .forEach(name -> parameters
                            .addObject()
                            .put("name", name)
                            .put("in", "query")
                            .put("required", false)
                            .putObject("schema")
                            .put("type", "string"));
        }
    }

    private static Class<?> variable(HandlerMethod handler, String name) {
        return Arrays.stream(handler.getMethod().getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(PathVariable.class)
                        && OwnSchemas.name(parameter.getName()).equals(name))
                .<Class<?>>map(Parameter::getType)
                .findFirst()
                .orElse(String.class);
    }

    private static void body(HandlerMethod handler, @Nullable Accepts accepts, ObjectNode operation) {
        var reads = Arrays.stream(handler.getMethod().getParameters())
                .anyMatch(parameter -> parameter.isAnnotationPresent(RequestBody.class));
        var type = accepts == null ? MediaType.APPLICATION_JSON_VALUE : accepts.type();
        if (!reads && type.equals(MediaType.APPLICATION_JSON_VALUE)) {
            return;
        }
        var content = operation.putObject("requestBody").putObject("content").putObject(type);
        if (!reads) {
            content.putObject("schema").put("type", "string").put("format", "binary");
            return;
        }
        var schema = content.putObject("schema").put("type", "object");
        if (accepts != null && accepts.body().length > 0) {
            var properties = schema.putObject("properties");
            Arrays.stream(accepts.body()).forEach(properties::putObject);
            schema.put("additionalProperties", false);
        }
    }

    private void responses(HandlerMethod handler, ObjectNode operation) {
        var responses = operation.putObject("responses");
        var status = Optional.ofNullable(handler.getMethodAnnotation(ResponseStatus.class))
                .map(given -> given.value().value())
                .orElse(OK);
        var well = OpenApi.response(status);
        responses.set(String.valueOf(status), well);
        var answer = handler.getMethod().getReturnType();
        if (ResponseBodyEmitter.class.isAssignableFrom(answer)) {
            well.putObject("content").putObject(MediaType.TEXT_EVENT_STREAM_VALUE);
        } else if (answer != void.class) {
            well.putObject("content")
                    .putObject(MediaType.APPLICATION_JSON_VALUE)
                    .set("schema", schemas.of(handler.getMethod().getAnnotatedReturnType()));
        }
        ERRORS.forEach((error, schema) -> {
            var described = OpenApi.response(error);
            described
                    .putObject("content")
                    .putObject(MediaType.APPLICATION_JSON_VALUE)
                    .putObject("schema")
                    .put("$ref", OwnSchemas.PLACE + schema);
            responses.set(String.valueOf(error), described);
        });
    }
}
