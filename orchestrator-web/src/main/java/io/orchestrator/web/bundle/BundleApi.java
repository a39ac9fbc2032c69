package io.orchestrator.web.bundle;

import io.orchestrator.core.bundle.DeployBundle;
import io.orchestrator.core.bundle.Deployment;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.web.api.Accepts;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Body;
import io.orchestrator.web.audit.AuditLog;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Takes bundles: their jars one by one, then the list of them. User code never runs here: a JVM of its own describes it. */
@ApiEndpoint
@RequestMapping("/api/orchestrator/v1")
class BundleApi {

    private static final int MOST = 1000;

    private final Uploads uploads;
    private final ObjectProvider<DeployBundle> deploy;
    private final AuditLog audit;

    BundleApi(Uploads uploads, ObjectProvider<DeployBundle> deploy, AuditLog audit) {
        this.uploads = uploads;
        this.deploy = deploy;
        this.audit = audit;
    }

    record There(boolean there) {}

    record Fault(String source, String message) {}

    record Deployed(String bundle, String build, boolean accepted, List<String> dagIds, List<Fault> errors) {

        static Deployed of(Deployment deployment) {
            return new Deployed(
                    deployment.manifest().bundle(),
                    deployment.manifest().build(),
                    deployment.accepted(),
                    deployment.dagIds(),
                    deployment.errors().stream()
                            .map(error -> new Fault(error.source(), error.message()))
                            .toList());
        }
    }

    @GetMapping("/jars/{sha256}")
    @Needs(Right.EDIT)
    There isThere(@PathVariable String sha256) {
        return new There(uploads.isThere(sha256));
    }

    @Accepts(type = "application/octet-stream")
    @PutMapping("/jars/{sha256}")
    @Needs(Right.EDIT)
    There take(@PathVariable String sha256, HttpServletRequest request) throws IOException {
        uploads.take(sha256, request.getInputStream());
        return new There(true);
    }

    @Accepts(body = "jars")
    @PutMapping("/bundles/{name}")
    @Needs(Right.EDIT)
    Deployed deploy(@PathVariable String name, @RequestBody JsonNode json, Principal user)
            throws IOException, InterruptedException {
        var jars = Body.of(json, Set.of("jars")).list("jars");
        if (jars.isEmpty() || jars.size() > MOST) {
            throw Body.invalid("jars", "It has %d jars: expected 1 to %d".formatted(jars.size(), MOST));
        }
        List<Path> withDags = new ArrayList<>();
        List<Path> libraries = new ArrayList<>();
        for (var jar : jars) {
            var body = Body.of(jar, Set.of("name", "sha256", "dags"));
            var hash = body.text("sha256").orElseThrow(() -> Body.invalid("sha256", "It is missing: expected a hash"));
            (body.flag("dags", false) ? withDags : libraries).add(uploads.find(hash));
        }
        var engine = deploy.getIfAvailable();
        if (engine == null) {
            throw ApiRefusal.of(HttpStatus.SERVICE_UNAVAILABLE, "This server takes no bundles");
        }
        var deployed = Deployed.of(deploy(engine, name, withDags, libraries));
        var detail = JsonNodeFactory.instance
                .objectNode()
                .put("bundle", name)
                .put("build", deployed.build())
                .put("accepted", deployed.accepted());
        audit.add(AuditLog.Deed.of(user.getName(), "bundle.deploy").with(detail));
        return deployed;
    }

    private static Deployment deploy(DeployBundle engine, String name, List<Path> withDags, List<Path> libraries)
            throws IOException, InterruptedException {
        try {
            return engine.deploy(name, withDags, libraries);
        } catch (CommandRefused refused) {
            if (refused.kind() == CommandRefused.Kind.INVALID) {
                throw Body.invalid("jars", String.valueOf(refused.getMessage()));
            }
            throw refused;
        }
    }
}
