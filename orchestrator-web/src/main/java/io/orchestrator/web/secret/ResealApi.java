package io.orchestrator.web.secret;

import io.orchestrator.core.connection.Connections;
import io.orchestrator.core.variable.Variables;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.evidence.SigningKeys;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import org.springframework.web.bind.annotation.PostMapping;

/** Seals every secret with the newest key, so that older keys can go. */
@ApiEndpoint
@Needs(Right.ADMINISTER)
class ResealApi {

    private final Connections connections;
    private final Variables variables;
    private final SigningKeys signing;

    ResealApi(Connections connections, Variables variables, SigningKeys signing) {
        this.connections = connections;
        this.variables = variables;
        this.signing = signing;
    }

    /** @param connections how many had been sealed with an older key */
    record Answer(int connections, int variables) {}

    @Needs(Right.ADMINISTER)
    @PostMapping("/api/orchestrator/v1/secrets/reseal")
    Answer reseal(Principal user) {
        signing.reseal();
        return new Answer(connections.reseal(user.getName()), variables.reseal(user.getName()));
    }
}
