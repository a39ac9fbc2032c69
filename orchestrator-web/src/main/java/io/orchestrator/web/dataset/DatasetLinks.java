package io.orchestrator.web.dataset;

/** Where pages of datasets are. Their names need no escaping. */
final class DatasetLinks {

    static final String ALL = "/datasets";
    static final String MODELS = "/models";
    static final String DRIFT = "/drift";

    private DatasetLinks() {}

    static String dataset(String name) {
        return ALL + "/" + name;
    }

    static String version(String name, long number) {
        return dataset(name) + "/versions/" + number;
    }

    static String lineage(String name, long number) {
        return version(name, number) + "/lineage";
    }

    static String model(String name) {
        return MODELS + "/" + name;
    }

    static String drift(String name) {
        return DRIFT + "/" + name;
    }

    static String quarantined(long id) {
        return "/quarantine/" + id;
    }
}
