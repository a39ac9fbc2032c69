package io.orchestrator.worker.exchange;

import io.orchestrator.worker.exchange.ExchangeException.Unreachable;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Whether there is a conversation with a server just now. Thread-safe. */
final class Wire {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Conversation conversation;
    private @Nullable String broken;

    /** From now on calls go this way. */
    void begin(Conversation begun) {
        set(begun, null);
    }

    /** There is none any more, or it did not come about. */
    void end(String why) {
        set(null, why);
    }

    private void set(@Nullable Conversation now, @Nullable String why) {
        lock.lock();
        try {
            conversation = now;
            broken = why;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the conversation that is under way, if there is one. */
    void hangUp() {
        lock.lock();
        try {
            if (conversation != null) {
                conversation.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The conversation; before the first attempt has begun or failed, waits for it. */
    Conversation await(Duration limit) throws Unreachable, InterruptedException {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (conversation == null && broken == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (conversation == null) {
                throw new Unreachable("There is no link: " + (broken == null ? "it is being made" : broken), null);
            }
            return conversation;
        } finally {
            lock.unlock();
        }
    }
}
