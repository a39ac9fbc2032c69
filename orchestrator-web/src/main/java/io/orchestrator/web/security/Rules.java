package io.orchestrator.web.security;

import java.util.Optional;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/** Finds what an address needs. */
final class Rules {

    private Rules() {}

    /**
     * The right that this method's address needs; empty: nobody has said, so it is for nobody.
     *
     * @param changes it is asked for by another method than GET and HEAD
     */
    static Optional<Right> of(HandlerMethod handler, boolean changes) {
        var own = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), Needs.class);
        if (own != null) {
            return Optional.of(own.value());
        }
        var common = AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), Needs.class);
        return Optional.ofNullable(common).map(Needs::value).filter(right -> !changes || right != Right.SEE);
    }
}
