package io.orchestrator.web.evidence;

import io.orchestrator.protocol.evidence.SignedFile;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import java.util.HexFormat;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Exports evidence, and tells the key that it is signed with. Who may read the audit log may. */
@ApiEndpoint
@Needs(Right.AUDIT)
class EvidenceApi {

    private final EvidenceExport export;

    EvidenceApi(EvidenceExport export) {
        this.export = export;
    }

    /** @param publicKey as X.509 has it, in hexadecimal */
    record Key(String algorithm, String publicKey, String fingerprint) {}

    @GetMapping("/api/orchestrator/v1/evidence/key")
    Key key() {
        var encoded = export.pair().getPublic().getEncoded();
        return new Key("Ed25519", HexFormat.of().formatHex(encoded), SignedFile.fingerprint(encoded));
    }

    @GetMapping("/api/orchestrator/v1/datasets/{name}/versions/{number}/evidence")
    ResponseEntity<byte[]> export(@PathVariable String name, @PathVariable long number, Principal user) {
        return export.of(name, number, user.getName());
    }
}
