package io.orchestrator.core.lineage;

import io.orchestrator.core.lineage.LineageRows.Claimed;
import io.orchestrator.core.notify.RetryPause;
import java.io.IOException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a target of the attempts that have ended, and of versions that people have published. A target that hangs or is gone holds up nothing but this. */
public final class LineageTeller {

    private static final Logger log = LoggerFactory.getLogger(LineageTeller.class);
    private static final int MOST = 50;

    /** Longer than all of them take, if the target answers at all. */
    private static final Duration LEASE = Duration.ofMinutes(20);

    private final LineageRows rows;
    private final OpenLineageEvent events;
    private final LineageTarget target;
    private final RandomGenerator jitter;

    /** @param jitter spreads the pauses between tries */
    public LineageTeller(LineageRows rows, OpenLineageEvent events, LineageTarget target, RandomGenerator jitter) {
        this.rows = rows;
        this.events = events;
        this.target = target;
        this.jitter = jitter;
    }

    /** Tells what is due. Returns how many attempts and publications were told of. */
    public int pass() throws InterruptedException {
        int told = 0;
        for (Claimed claimed : rows.claim(MOST, LEASE)) {
            told += tell(claimed);
        }
        return told;
    }

    private int tell(Claimed claimed) throws InterruptedException {
        try {
            target.send(events.of(claimed.news()));
            rows.told(claimed.key());
            return 1;
        } catch (IOException e) {
            if (claimed.tries() == 1) {
                log.warn("lineage of attempt {} has to wait: {}", claimed.key().attemptId(), e.toString());
            }
            rows.failed(claimed.key(), String.valueOf(e.getMessage()), RetryPause.after(claimed.tries(), jitter));
            return 0;
        }
    }

    /** Forgets what is over. */
    public void forget() {
        rows.forget();
    }
}
