package io.orchestrator.sdk;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often a sensor looks, how long, and what becomes of it if it does not find anything. Between two looks it is at no worker
 * and takes no slot.
 *
 * @param interval the wait between two looks
 * @param isGrowing each wait is about twice the one before
 * @param longest what a growing wait never exceeds, or null
 * @param timeout how long after the first look it gives up, counted across retries
 * @param isSoftFail one that gives up is skipped
 * @param isNeverFail one that fails in whichever way is skipped
 * @param isSilentFail a look that throws has found nothing yet
 */
public record Poking(
        Duration interval,
        boolean isGrowing,
        @Nullable Duration longest,
        Duration timeout,
        boolean isSoftFail,
        boolean isNeverFail,
        boolean isSilentFail) {

    private static final Duration WEEK = Duration.ofDays(7);

    public Poking {
        Checks.zeroOrLonger("the interval of a sensor", interval);
        Checks.zeroOrLonger("the timeout of a sensor", timeout);
        if (longest != null) {
            Checks.duration("the longest interval of a sensor", longest);
        }
        if (isSoftFail && isNeverFail) {
            throw DagDefinitionException.of("softFail and neverFail were both called; keep one of them");
        }
    }

    /** Looks at this interval, for a week at most unless {@link #timeout} says otherwise. */
    public static Poking every(Duration interval) {
        return new Poking(interval, false, null, WEEK, false, false, false);
    }

    /** Each wait is about twice the one before, and never longer than this. */
    public Poking growingTo(Duration longest) {
        return new Poking(interval, true, longest, timeout, isSoftFail, isNeverFail, isSilentFail);
    }

    /** Gives up strictly later than this after its first look; that is final, whatever retries are left. */
    public Poking timeout(Duration timeout) {
        return new Poking(interval, isGrowing, longest, timeout, isSoftFail, isNeverFail, isSilentFail);
    }

    /** One that gives up, or fails for good, is skipped. */
    public Poking softFail() {
        return new Poking(interval, isGrowing, longest, timeout, true, isNeverFail, isSilentFail);
    }

    /** Whatever goes wrong, it is skipped. */
    public Poking neverFail() {
        return new Poking(interval, isGrowing, longest, timeout, isSoftFail, true, isSilentFail);
    }

    /** A look that throws has found nothing yet; only a {@link NoRetryException} or the timeout ends it. */
    public Poking silentFail() {
        return new Poking(interval, isGrowing, longest, timeout, isSoftFail, isNeverFail, true);
    }
}
