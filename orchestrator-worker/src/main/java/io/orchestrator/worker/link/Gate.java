package io.orchestrator.worker.link;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps a thread from being interrupted while it does something that an interruption would break: a channel that an interrupted
 * thread touches is closed, and a runner whose channel is closed is dead.
 */
final class Gate {

    private final ReentrantLock lock = new ReentrantLock();

    /** Does it; whoever wants to interrupt waits. */
    void pass(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    void interrupt(Thread thread) {
        pass(thread::interrupt);
    }
}
