package io.orchestrator.sdk.ingest;

import java.nio.file.Path;

/**
 * A file somewhere else.
 *
 * @param name with / between folders
 * @param stamp which changes when its bytes do, such as an ETag
 * @param fetch how to get it
 */
public record Source(String name, String stamp, Fetch fetch) {

    /** Gets a file. */
    public interface Fetch {

        /** @param file where it is to be; its folder is there */
        void to(Path file) throws Exception;
    }

    String stampedName() {
        return stamp + "/" + name;
    }
}
