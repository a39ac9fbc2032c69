package io.orchestrator.web.api;

import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Answers 501 with the reason to every operation that is listed as unsupported. One that somebody answers after all is left
 * alone; a test asks then to take it off the list.
 */
@ApiEndpoint
@Needs(Right.LOGIN)
class UnsupportedApi implements SmartInitializingSingleton {

    private final RequestMappingHandlerMapping mappings;
    private final Map<String, String> reasons = new TreeMap<>();

    UnsupportedApi(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        this.mappings = mappings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var answered = mappings.getHandlerMethods().keySet().stream()
                .flatMap(info -> info.getPatternValues().stream()
                        .flatMap(path -> info.getMethodsCondition().getMethods().stream()
                                .map(method -> shape(method.name(), path))))
                .collect(Collectors.toSet());
        Unsupported.ALL.forEach(operation -> register(operation, answered));
    }

    private void register(Unsupported.Operation operation, Set<String> answered) {
        var method = operation.method().name();
        if (answered.contains(shape(method, operation.path()))) {
            return;
        }
        reasons.put(method + " " + operation.path(), operation.reason());
        mappings.registerMapping(
                RequestMappingInfo.paths(operation.path())
                        .methods(RequestMethod.valueOf(method))
                        .options(mappings.getBuilderConfiguration())
                        .build(),
                this,
                refuse());
    }

    private static Method refuse() {
        try {
            return UnsupportedApi.class.getDeclaredMethod("refuse", HttpServletRequest.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same for every name of a variable. */
    private static String shape(String method, String path) {
        return method + " " + path.replaceAll("\\{[^}]*}", "{}");
    }

    Object refuse(HttpServletRequest request) {
        var path = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        throw ApiRefusal.of(
                HttpStatus.NOT_IMPLEMENTED,
                "Not supported here: " + reasons.getOrDefault(request.getMethod() + " " + path, "no reason is known"));
    }
}
