package io.orchestrator.runner;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Threads that would keep a JVM alive. */
final class UserThreads {

    /** A thread whose work is over may take a moment to end, such as one of an executor that was just closed. */
    private static final Duration MOMENT = Duration.ofMillis(50);

    private UserThreads() {}

    static Set<Thread> nonDaemon() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] all = new Thread[root.activeCount() + 64];
        int found = root.enumerate(all);
        Set<Thread> threads = new HashSet<>();
        for (int i = 0; i < found; i++) {
            if (!all[i].isDaemon() && all[i].isAlive()) {
                threads.add(all[i]);
            }
        }
        return threads;
    }

    /** Whether any but the calling thread and the known ones goes on running. */
    static boolean anyBeside(Set<Thread> known) throws InterruptedException {
        for (Thread thread : nonDaemon()) {
            boolean own = known.contains(thread) || thread == Thread.currentThread();
            if (!own && !thread.join(MOMENT)) {
                return true;
            }
        }
        return false;
    }
}
