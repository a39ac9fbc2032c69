package io.orchestrator.web.secret;

import io.orchestrator.core.connection.Connections;
import io.orchestrator.core.variable.Variables;
import io.orchestrator.web.api.ApiEndpoint;
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

    ResealApi(Connections connections, Variables variables) {
        this.connections = connections;
        this.variables = variables;
    }

    /** @param connections how many had been sealed with an older key */
    record Answer(int connections, int variables) {}

    @Needs(Right.ADMINISTER)
    @PostMapping("/api/orchestrator/v1/secrets/reseal")
    Answer reseal(Principal user) {
        return new Answer(connections.reseal(user.getName()), variables.reseal(user.getName()));
    }
}
