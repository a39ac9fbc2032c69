package io.orchestrator.bench.engine;

import java.util.List;

/**
 * A part of the benchmark.
 *
 * @param name to ask for it alone
 * @param cluster what it runs on
 */
record Part(String name, On cluster, Measurement measurement) {

    /** Clusters are started in this order, each on the data of the one before. */
    enum On {
        ONE_SERVER,
        TWO_SERVERS,
        ONE_SERVER_WITH_HISTORY;

        int servers() {
            return this == TWO_SERVERS ? 2 : 1;
        }
    }

    /** Takes figures and puts them into the lab's results. */
    @FunctionalInterface
    interface Measurement {
        void take(Lab lab) throws Exception;
    }

    /** In the order in which they are taken. */
    static final List<Part> ALL = List.of(
            new Part("start", On.ONE_SERVER, StartUp::take),
            new Part("chains", On.ONE_SERVER, Throughput::chains),
            new Part("hop", On.ONE_SERVER, Latency::idleHops),
            new Part("half", On.ONE_SERVER, Latency::hopsAtHalfLoad),
            new Part("sequential", On.ONE_SERVER, SingleRuns::sequential),
            new Part("fanout", On.ONE_SERVER, SingleRuns::fanOut),
            new Part("wide", On.ONE_SERVER, SingleRuns::wide),
            new Part("snapshot", On.ONE_SERVER, Throughput::chainsBesideSnapshot),
            new Part("peers", On.ONE_SERVER, Peers::take),
            new Part("wide2", On.TWO_SERVERS, SingleRuns::wideOnTwoServers),
            new Part("kill", On.TWO_SERVERS, KilledWorker::take),
            new Part("history", On.ONE_SERVER_WITH_HISTORY, Throughput::chainsBesideHistory));

    static List<String> names() {
        return ALL.stream().map(Part::name).toList();
    }
}
