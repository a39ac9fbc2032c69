package io.orchestrator.worker;

import io.orchestrator.worker.exchange.ExchangeException.Refused;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/** Starts a worker process. Exit status: 0 it left in order, 1 it broke, 2 bad settings, 3 refused by the server. */
public final class WorkerMain {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerMain.class);

    private WorkerMain() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        if (WorkerHelp.isAsked(arguments)) {
            System.out.print(WorkerHelp.TEXT);
            return 0;
        }
        try {
            Worker worker = new Worker(SettingsReader.read(arguments, System.getenv()), Clock.systemUTC());
            leaveOnSignal(worker);
            worker.run();
            return 0;
        } catch (BadSettings e) {
            LOG.error("The worker cannot start: {}", e.getMessage());
            return 2;
        } catch (Refused e) {
            LOG.error("The server refuses this worker ({}): {}", e.code(), e.getMessage());
            return 3;
        } catch (InterruptedException | RuntimeException e) {
            LOG.error("The worker broke", e);
            return 1;
        }
    }

    /** A shutdown hook could not be told a second time, and would end with the signal's exit status. */
    private static void leaveOnSignal(Worker worker) {
        AtomicInteger signals = new AtomicInteger();
        for (String name : new String[] {"TERM", "INT"}) {
            Signal.handle(new Signal(name), signal -> {
                if (signals.incrementAndGet() == 1) {
                    worker.leave();
                } else {
                    worker.hurry();
                }
            });
        }
    }
}
