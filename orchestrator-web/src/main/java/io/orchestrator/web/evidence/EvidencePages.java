package io.orchestrator.web.evidence;

import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.layout.NotThere;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The same file for people at pages. */
@Controller
@Needs(Right.AUDIT)
class EvidencePages {

    private final EvidenceExport export;

    EvidencePages(EvidenceExport export) {
        this.export = export;
    }

    @GetMapping("/datasets/{name}/versions/{number}/evidence")
    ResponseEntity<byte[]> download(@PathVariable String name, @PathVariable long number, Principal person) {
        try {
            return export.of(name, number, person.getName());
        } catch (ApiRefusal refused) {
            throw new NotThere(refused.sentence().replace("`", "") + ".");
        }
    }
}
