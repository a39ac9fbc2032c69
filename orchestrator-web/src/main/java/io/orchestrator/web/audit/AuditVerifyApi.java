package io.orchestrator.web.audit;

import io.orchestrator.core.audit.AuditVerdict;
import io.orchestrator.core.audit.jdbc.AuditChain;
import io.orchestrator.web.api.Accepts;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;

/** Looks through the whole audit log for what was changed or removed. */
@ApiEndpoint
@Needs(Right.AUDIT)
class AuditVerifyApi {

    private final AuditChain chain;

    AuditVerifyApi(AuditChain chain) {
        this.chain = chain;
    }

    /**
     * @param lastHash to be noted elsewhere together with {@code events}, and given at the next look
     */
    record Verdict(
            boolean sound,
            long events,
            String lastHash,
            long waiting,
            @Nullable String fault) {

        static Verdict of(AuditVerdict verdict) {
            return new Verdict(
                    verdict.isSound(), verdict.events(), verdict.lastHash(), verdict.waiting(), verdict.fault());
        }
    }

    /** With {@code place} and {@code hash} as an earlier look told them, an end that was cut off is found too. */
    @Accepts(query = {"place", "hash"})
    @GetMapping("/api/orchestrator/v1/audit/verify")
    Verdict verify(HttpServletRequest request) {
        var query = Query.of(request, Set.of("place", "hash"));
        var place = query.integer("place");
        var hash = query.text("hash");
        if (place.isPresent() != hash.isPresent()) {
            throw Query.invalid(place.isPresent() ? "hash" : "place", "place and hash are given together, or neither");
        }
        chain.pass();
        return Verdict.of(chain.verify(
                place.isPresent() && hash.isPresent() ? Map.of((long) place.get(), hash.get()) : Map.of()));
    }
}
