package io.orchestrator.web.worker;

import io.orchestrator.core.bundle.BundleStore;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The worker protocol, version 1: the code that workers run. */
@WorkerEndpoint
@RequestMapping("/worker/v1")
class WorkerStreams {

    private final BundleStore bundles;

    WorkerStreams(BundleStore bundles) {
        this.bundles = bundles;
    }

    @GetMapping("/bundles/{build}")
    ResponseEntity<byte[]> bundle(@PathVariable String build) {
        return Bodies.answer(bundles.manifest(HexHash.check(build))
                .orElseThrow(() -> Refused.notFound("There is no bundle build %s".formatted(build))));
    }

    @GetMapping("/jars/{sha256}")
    void jar(@PathVariable String sha256, HttpServletResponse response) throws IOException {
        var jar = bundles.jar(HexHash.check(sha256))
                .orElseThrow(() -> Refused.notFound("There is no jar %s".formatted(sha256)));
        try (var content = jar.content()) {
            response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
            response.setContentLengthLong(jar.size());
            content.transferTo(response.getOutputStream());
        }
    }
}
