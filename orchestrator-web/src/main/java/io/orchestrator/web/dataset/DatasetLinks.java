package io.orchestrator.web.dataset;

/** Where pages of datasets are. Their names need no escaping. */
final class DatasetLinks {

    static final String ALL = "/datasets";

    private DatasetLinks() {}

    static String dataset(String name) {
        return ALL + "/" + name;
    }

    static String version(String name, long number) {
        return dataset(name) + "/versions/" + number;
    }

    static String quarantined(long id) {
        return "/quarantine/" + id;
    }
}
