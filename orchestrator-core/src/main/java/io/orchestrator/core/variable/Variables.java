package io.orchestrator.core.variable;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The variables that are in the database. */
public interface Variables {

    /** @throws io.orchestrator.core.secret.SecretUnavailable if it is there but cannot be decrypted */
    Optional<Variable> find(String key);

    /** Inserts or replaces one, with who did it in the audit log. */
    void put(Change change, String actor);

    /** False: there was none. */
    boolean delete(String key, String actor);

    /**
     * Seals everything anew with the key that seals now.
     *
     * @return how many were sealed with another one
     */
    int reseal(String actor);

    /**
     * What a variable shall be.
     *
     * @param value null: it stays as it is; only of one that is there
     */
    record Change(
            String key,
            @Nullable String value,
            boolean secret,
            @Nullable String description) {}
}
