package io.orchestrator.core.connection;

import java.util.Optional;

/** The connections that are in the database. */
public interface Connections {

    /** @throws io.orchestrator.core.secret.SecretUnavailable if it is there but cannot be decrypted */
    Optional<ConnectionRecord> find(String id);

    /** Whether it is there; it may be one that cannot be decrypted. */
    boolean exists(String id);

    /** Inserts or replaces one, with who did it in the audit log. */
    void put(Change change, String actor);

    /** False: there was none. */
    boolean delete(String id, String actor);

    /**
     * Seals everything anew with the key that seals now.
     *
     * @return how many were sealed with another one
     */
    int reseal(String actor);

    /**
     * What a connection shall be.
     *
     * @param keepsPassword the password stays as it is, whatever the connection says
     * @param keepsExtra the same of the extra
     */
    record Change(ConnectionRecord connection, boolean keepsPassword, boolean keepsExtra) {}
}
