package io.orchestrator.bench.engine;

import io.orchestrator.bench.cluster.ServerProcess;

/** From the start of a server's process to its first answer, on a database that has its schema. */
final class StartUp {

    private StartUp() {}

    static void take(Lab lab) {
        ServerProcess server = lab.cluster.servers().getFirst();
        double[] seconds = new double[lab.options.samples()];
        for (int i = 0; i < seconds.length; i++) {
            server.program().kill();
            long begun = System.nanoTime();
            server.startAgain();
            server.awaitReady();
            seconds[i] = (System.nanoTime() - begun) / 1e9;
            Progress.say("start: %.2f s", seconds[i]);
        }
        lab.results.figure("start_s", Numbers.median(seconds));
    }
}
