package io.orchestrator.web.evidence;

import io.orchestrator.core.secret.SecretUnavailable;
import io.orchestrator.protocol.evidence.SignedFile;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.audit.AuditLog;
import java.security.KeyPair;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes the signed file, and audits that. */
@Component
class EvidenceExport {

    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=utf-8");

    private final EvidenceFacts facts;
    private final SigningKeys keys;
    private final AuditLog audit;

    EvidenceExport(EvidenceFacts facts, SigningKeys keys, AuditLog audit) {
        this.facts = facts;
        this.keys = keys;
        this.audit = audit;
    }

    /** @throws ApiRefusal 404 without such a version, 409 without a key */
    ResponseEntity<byte[]> of(String dataset, long number, String actor) {
        var collected = facts.of(dataset, number, actor);
        var pair = pair();
        var page = EvidencePage.of(
                collected, SignedFile.fingerprint(pair.getPublic().getEncoded()));
        var detail =
                JsonNodeFactory.instance.objectNode().put("dataset", dataset).put("number", number);
        audit.add(AuditLog.Deed.of(actor, "evidence.export").with(detail));
        return ResponseEntity.ok()
                .contentType(HTML)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"evidence-%d.html\"".formatted(number))
                .body(SignedFile.sign(page, pair.getPrivate(), pair.getPublic()));
    }

    /** @throws ApiRefusal 409 without one */
    KeyPair pair() {
        try {
            return keys.pair();
        } catch (SecretUnavailable noKey) {
            throw ApiRefusal.of(HttpStatus.CONFLICT, "Evidence cannot be signed: %s".formatted(noKey.getMessage()));
        }
    }
}
