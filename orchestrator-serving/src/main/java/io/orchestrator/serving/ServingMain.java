package io.orchestrator.serving;

import io.orchestrator.serving.ServingSettings.BadSetting;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the serving process. It ends by SIGTERM, with what was asked answered and what was predicted written. */
public final class ServingMain {

    private static final Logger LOG = LoggerFactory.getLogger(ServingMain.class);
    private static final int LINES_IN_FILE = 10_000;
    private static final Duration LONGEST_FILE = Duration.ofSeconds(30);
    private static final int NOT_UNDERSTOOD = 2;

    private ServingMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length == 1 && arguments[0].equals("--help")) {
            System.out.print(ServingSettings.USAGE);
            return;
        }
        try {
            serve(ServingSettings.read(arguments, System.getenv()));
        } catch (BadSetting wrong) {
            System.err.println("serve: " + wrong.getMessage());
            System.exit(NOT_UNDERSTOOD);
        } catch (IOException failure) {
            System.err.println("serve: it cannot start: " + failure);
            System.exit(1);
        }
    }

    private static void serve(ServingSettings settings) throws IOException, InterruptedException {
        InstantSource clock = Clock.systemUTC();
        var api = new Api(settings.server());
        var models = new Models(new ApiModels(api, settings.token(), settings.lake()));
        var spool = new Spool(settings.spool(), LINES_IN_FILE, LONGEST_FILE);
        var predictions = new Predictions(models, new ApiFeatures(api, settings.token()), spool, clock);
        var server = ServingServer.start(settings.address(), models, predictions, spool, new ApiClients(api, clock));
        var ending = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    ending.countDown();
                    server.close();
                    spool.close();
                    models.close();
                }));
        LOG.info("serving at port {}, models of {}", server.port(), settings.server());
        while (!ending.await(settings.poll().toMillis(), TimeUnit.MILLISECONDS)) {
            models.refresh();
        }
    }
}
