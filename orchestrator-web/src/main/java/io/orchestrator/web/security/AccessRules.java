package io.orchestrator.web.security;

import io.orchestrator.web.audit.AuditLog;
import io.orchestrator.web.layout.NotThere;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Lets through to an address whoever has the right that it needs, on the DAG that it names. What somebody may not see is not
 * there for them; what they may see and not do is forbidden, and the audit log says that they tried.
 */
@Component
class AccessRules implements HandlerInterceptor {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String ALL = "~";
    /** What paths call the DAG's id. */
    private static final String OURS = "dagId";

    private static final String AIRFLOWS = "dag_id";

    private final Access access;
    private final AuditLog audit;

    AccessRules(Access access, AuditLog audit) {
        this.access = access;
        this.audit = audit;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            var right = Rules.of(method, !READING.contains(request.getMethod()));
            check(request, right.orElse(null));
        }
        return true;
    }

    private void check(HttpServletRequest request, @Nullable Right right) {
        if (right == Right.ANYBODY) {
            return;
        }
        var login = SecurityContextHolder.getContext().getAuthentication();
        if (right == null || login == null || !(login.getPrincipal() instanceof Person person)) {
            throw new AccessDeniedException("Nobody has said who may ask for this");
        }
        var dagId = dagId(request);
        var role = dagId == null
                ? right.isOfDags()
                        ? person.grants().anywhere()
                        : person.grants().everywhere()
                : access.on(dagId);
        if (dagId != null && !role.includes(Role.VIEWER)) {
            throw missing(request, dagId);
        }
        if (!role.includes(right.role())) {
            refuse(request, person, right, dagId);
        }
        SecurityContextHolder.getContext()
                .setAuthentication(new Person(person.name(), person.grants(), person.since())
                        .asLogin(dagId == null ? person.grants().anywhere() : role));
    }

    private static RuntimeException missing(HttpServletRequest request, String dagId) {
        return request.getRequestURI().startsWith(request.getContextPath() + "/api/")
                ? Access.missing(dagId)
                : new NotThere("There is no DAG “%s”.".formatted(dagId));
    }

    private void refuse(HttpServletRequest request, Person person, Right right, @Nullable String dagId) {
        var detail = JsonNodeFactory.instance
                .objectNode()
                .put("method", request.getMethod())
                .put("path", String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)))
                .put("needs", right.role().key());
        audit.add(AuditLog.Deed.of(person.name(), "access.refuse").onDag(dagId).with(detail));
        throw new AccessDeniedException(
                "%s needs the role %s".formatted(right, right.role().key()));
    }

    private static @Nullable String dagId(HttpServletRequest request) {
        if (!(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables)) {
            return null;
        }
        var dagId = variables.containsKey(OURS) ? variables.get(OURS) : variables.get(AIRFLOWS);
        return dagId == null || dagId.equals(ALL) ? null : dagId.toString();
    }
}
