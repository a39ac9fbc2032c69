package io.orchestrator.web.live;

import org.springframework.stereotype.Component;

/** Lets the open pages of all servers know: those of this one at once, those of the others over the database. */
@Component
class AllServers implements LiveUpdates {

    private final EventStreams streams;
    private final OtherServers others;

    AllServers(EventStreams streams, OtherServers others) {
        this.streams = streams;
        this.others = others;
    }

    @Override
    public void changed(String dagId, String runId) {
        streams.changedHere(dagId, runId);
        others.tell(dagId, runId);
    }

    @Override
    public void changed(String dagId) {
        changed(dagId, "");
    }
}
