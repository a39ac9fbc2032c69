package io.orchestrator.core.notify;

import io.orchestrator.core.connection.ConnectionRecord;
import io.orchestrator.core.connection.Connections;
import java.util.Optional;

/** A database without connections. */
final class NoConnections implements Connections {

    @Override
    public Optional<ConnectionRecord> find(String id) {
        return Optional.empty();
    }

    @Override
    public boolean exists(String id) {
        return false;
    }

    @Override
    public void put(Change change, String actor) {
        throw new UnsupportedOperationException("there are none here");
    }

    @Override
    public boolean delete(String id, String actor) {
        return false;
    }

    @Override
    public int reseal(String actor) {
        return 0;
    }
}
