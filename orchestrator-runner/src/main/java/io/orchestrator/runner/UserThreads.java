package io.orchestrator.runner;

import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** The threads that user code may have started: all but those that were there before it. */
final class UserThreads {

    /** A thread whose work is over may take a moment to end, such as one of an executor that was just closed. */
    private static final Duration MOMENT = Duration.ofMillis(50);

    private final ThreadGroup root;
    private final Set<Thread> known = Collections.newSetFromMap(new IdentityHashMap<>());
    private Thread[] found = new Thread[64];

    /** Takes those that are there for the JVM's or the runner's own. */
    UserThreads() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        root = group;
        int count = look();
        for (int i = 0; i < count; i++) {
            known.add(found[i]);
        }
    }

    /** What user code has left behind. */
    enum Left {
        NONE,
        /** Daemons alone, as many libraries have: they may do something later, but keep no JVM alive. */
        DAEMONS,
        /** A thread that would keep a JVM alive, or the calling thread was interrupted before all had been looked at. */
        RUNNING
    }

    /** What is there beside the calling thread. To be called by one thread at a time. */
    synchronized Left left() {
        Left left = Left.NONE;
        int count = look();
        for (int i = 0; i < count; i++) {
            Thread thread = found[i];
            if (thread == Thread.currentThread() || known.contains(thread) || !thread.isAlive()) {
                continue;
            }
            if (thread.isDaemon()) {
                left = Left.DAEMONS;
            } else if (!hasEnded(thread)) {
                return Left.RUNNING;
            }
        }
        return left;
    }

    private static boolean hasEnded(Thread thread) {
        try {
            return thread.join(MOMENT);
        } catch (InterruptedException e) {
            return false;
        }
    }

    private int look() {
        int count = root.enumerate(found);
        while (count == found.length) {
            found = new Thread[2 * found.length];
            count = root.enumerate(found);
        }
        return count;
    }
}
