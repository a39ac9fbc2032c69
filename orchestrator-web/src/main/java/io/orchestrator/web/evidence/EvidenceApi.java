package io.orchestrator.web.evidence;

import io.orchestrator.core.secret.SecretUnavailable;
import io.orchestrator.protocol.evidence.SignedFile;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.audit.AuditLog;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.KeyPair;
import java.security.Principal;
import java.util.HexFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Exports evidence, and tells the key that it is signed with. Who may read the audit log may. */
@ApiEndpoint
@Needs(Right.AUDIT)
class EvidenceApi {

    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=utf-8");

    private final EvidenceFacts facts;
    private final SigningKeys keys;
    private final AuditLog audit;

    EvidenceApi(EvidenceFacts facts, SigningKeys keys, AuditLog audit) {
        this.facts = facts;
        this.keys = keys;
        this.audit = audit;
    }

    /** @param publicKey as X.509 has it, in hexadecimal */
    record Key(String algorithm, String publicKey, String fingerprint) {}

    @GetMapping("/api/orchestrator/v1/evidence/key")
    Key key() {
        var encoded = pair().getPublic().getEncoded();
        return new Key("Ed25519", HexFormat.of().formatHex(encoded), SignedFile.fingerprint(encoded));
    }

    @GetMapping("/api/orchestrator/v1/datasets/{name}/versions/{number}/evidence")
    ResponseEntity<byte[]> export(@PathVariable String name, @PathVariable long number, Principal user) {
        var collected = facts.of(name, number, user.getName());
        var pair = pair();
        var page = EvidencePage.of(
                collected, SignedFile.fingerprint(pair.getPublic().getEncoded()));
        var detail = JsonNodeFactory.instance.objectNode().put("dataset", name).put("number", number);
        audit.add(AuditLog.Deed.of(user.getName(), "evidence.export").with(detail));
        return ResponseEntity.ok()
                .contentType(HTML)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"evidence-%d.html\"".formatted(number))
                .body(SignedFile.sign(page, pair.getPrivate(), pair.getPublic()));
    }

    private KeyPair pair() {
        try {
            return keys.pair();
        } catch (SecretUnavailable noKey) {
            throw ApiRefusal.of(HttpStatus.CONFLICT, "Evidence cannot be signed: %s".formatted(noKey.getMessage()));
        }
    }
}
