package io.orchestrator.web.security;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What each address needs, read from the addresses themselves: there is no other list. */
@Component
public class PermissionMatrix {

    private static final String WORKERS = "/worker/";

    private final RequestMappingHandlerMapping mappings;

    PermissionMatrix(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        this.mappings = mappings;
    }

    /**
     * An address.
     *
     * @param right null: nobody has said, so it is for nobody
     */
    public record Route(
            String method, String path, @Nullable Right right, String handler) {

        /** Whether it is about one DAG. */
        public boolean isOfDag() {
            return path.contains("{dagId}") || path.contains("{dag_id}");
        }

        public boolean changes() {
            return !method.equals("GET");
        }
    }

    /** All but the workers', which have tokens and rules of their own. */
    public List<Route> routes() {
        return mappings.getHandlerMethods().entrySet().stream()
                .flatMap(entry -> routes(entry.getKey(), entry.getValue()))
                .filter(route -> !route.path().startsWith(WORKERS))
                .distinct()
                .sorted(Comparator.comparing(Route::path).thenComparing(Route::method))
                .toList();
    }

    private static Stream<Route> routes(RequestMappingInfo info, HandlerMethod handler) {
        var methods = info.getMethodsCondition().getMethods();
        var all = methods.isEmpty() ? Set.of(RequestMethod.GET, RequestMethod.POST) : methods;
        return info.getPatternValues().stream()
                .flatMap(path -> all.stream().map(method -> {
                    Optional<Right> right = Rules.of(handler, method != RequestMethod.GET);
                    return new Route(method.name(), path, right.orElse(null), handler.getShortLogMessage());
                }));
    }
}
