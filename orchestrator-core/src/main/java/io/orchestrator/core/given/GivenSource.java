package io.orchestrator.core.given;

import io.orchestrator.core.connection.ConnectionRecord;
import io.orchestrator.core.variable.Variable;
import java.util.Optional;

/** A place where connections and variables may be defined. */
interface GivenSource {

    /** @throws GivenUnavailable if it is there but cannot be read */
    Optional<ConnectionRecord> connection(String id);

    /** @throws GivenUnavailable if it is there but cannot be read */
    Optional<Variable> variable(String key);
}
