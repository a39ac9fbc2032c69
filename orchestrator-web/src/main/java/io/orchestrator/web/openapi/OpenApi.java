package io.orchestrator.web.openapi;

import io.orchestrator.web.api.Unsupported;
import io.orchestrator.web.security.PermissionMatrix;
import io.orchestrator.web.security.Right;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What this server answers to programs, as a document of OpenAPI 3.1. The operations are read from the addresses; what those of
 * Airflow take and answer is Airflow's description, but for what is refused here; the others are described by their code.
 */
@Component
class OpenApi {

    private static final String ABOUT =
            "Airflow's stable REST API v2 (as of version 3.2.1), and what Orchestrator has beyond it. Get a token by POST /auth/token.";

    private final RequestMappingHandlerMapping mappings;
    private final PermissionMatrix matrix;

    OpenApi(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings, PermissionMatrix matrix) {
        this.mappings = mappings;
        this.matrix = matrix;
    }

    /** One address with one method. */
    private record Operation(String method, String path, HandlerMethod handler) {

        /** In the words of Airflow's description. */
        static String inAirflowsWords(String pattern) {
            var named = pattern.replaceAll("\\{([^:}]*)(:[^}]*)?}", "{$1}");
            for (var name : Map.of("runId", "dag_run_id", "mapIndex", "map_index", "dagId", "dag_id")
                    .entrySet()) {
                named = named.replace("{" + name.getKey() + "}", "{" + name.getValue() + "}");
            }
            return Stream.of(named.split("(?=\\{)"))
                    .map(part -> part.startsWith("{")
                            ? "{" + OwnSchemas.name(part.substring(1, part.indexOf('}')))
                                    + part.substring(part.indexOf('}'))
                            : part)
                    .collect(Collectors.joining());
        }
    }

    ObjectNode document(String version) {
        var facts = new AirflowFacts();
        var root = JsonNodeFactory.instance.objectNode().put("openapi", "3.1.0");
        root.putObject("info")
                .put("title", "Orchestrator")
                .put("version", version)
                .put("description", ABOUT);
        var paths = root.putObject("paths");
        var components = root.putObject("components");
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer");
        var schemas = components.putObject("schemas");
        facts.all()
                .get("schemas")
                .properties()
                .forEach(one -> schemas.set(one.getKey(), AirflowFacts.placed(one.getValue())));
        var own = new OwnOperations(new OwnSchemas(schemas));
        var rights = rights();
        operations().forEach(one -> {
            var known = facts.operation(one.method(), one.path());
            var path = known == null ? one.path() : known.get("path").stringValue();
            var described = known == null
                    ? own.describe(one.method(), path, one.handler())
                    : AirflowOperations.describe(known, refusal(known));
            allow(described, Objects.requireNonNull(rights.get(AirflowFacts.shape(one.method(), one.path()))));
            paths.withObjectProperty(path).set(one.method().toLowerCase(Locale.ROOT), described);
        });
        return root;
    }

    private Stream<Operation> operations() {
        return mappings.getHandlerMethods().entrySet().stream()
                .flatMap(entry -> operations(entry.getKey(), entry.getValue()))
                .filter(one -> one.path().startsWith("/api/") || one.path().startsWith("/auth/"))
                .sorted(Comparator.comparing(Operation::path).thenComparing(Operation::method));
    }

    private static Stream<Operation> operations(RequestMappingInfo info, HandlerMethod handler) {
        return info.getPatternValues().stream()
                .flatMap(path -> info.getMethodsCondition().getMethods().stream()
                        .map(method -> new Operation(method.name(), Operation.inAirflowsWords(path), handler)));
    }

    private Map<String, Right> rights() {
        return matrix.routes().stream()
                .filter(route -> route.right() != null)
                .collect(Collectors.toMap(
                        route -> AirflowFacts.shape(route.method(), route.path()),
                        route -> Objects.requireNonNull(route.right()),
                        (one, other) -> one));
    }

    /** Why an operation is not answered; null: it is. */
    private static @Nullable String refusal(JsonNode known) {
        return Unsupported.ALL.stream()
                .filter(one -> one.method().name().equals(known.get("method").stringValue())
                        && one.path().equals(known.get("path").stringValue()))
                .map(Unsupported.Operation::reason)
                .findFirst()
                .orElse(null);
    }

    private static void allow(ObjectNode operation, Right right) {
        if (right == Right.ANYBODY) {
            operation.putArray("security");
        } else {
            operation.putArray("security").addObject().putArray("token");
            operation.put(
                    "x-needs", right == Right.LOGIN ? "login" : right.role().key());
        }
    }

    static ObjectNode response(int status) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("description", HttpStatus.valueOf(status).getReasonPhrase());
    }
}
