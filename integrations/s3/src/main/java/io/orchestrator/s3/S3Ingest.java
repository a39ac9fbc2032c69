package io.orchestrator.s3;

import io.orchestrator.s3.S3Files.Found;
import io.orchestrator.sdk.Staging;
import io.orchestrator.sdk.ingest.Ingest;
import io.orchestrator.sdk.ingest.Source;
import java.util.List;
import java.util.Map;

/** What is new below a prefix of a bucket, as a version. The ETag says whether an object was changed. */
public final class S3Ingest {

    private static final String KEY = "s3";

    private S3Ingest() {}

    /**
     * Stages the objects as {@link Ingest#sources} does.
     *
     * @return the keys of those that were read
     * @throws io.orchestrator.sdk.NoRetryException if a key cannot be the name of a file, or as {@link S3Files} throws it
     */
    public static List<String> newObjects(S3Files files, String prefix, Staging staging) throws Exception {
        List<Source> sources =
                files.list(prefix).stream().map(found -> source(files, found)).toList();
        List<String> fresh = Ingest.sources(sources, staging);
        staging.meta(KEY, Map.of("bucket", files.bucket(), "prefix", prefix, "objects", sources.size()));
        return fresh;
    }

    private static Source source(S3Files files, Found found) {
        return new Source(found.key(), found.etag(), file -> files.get(found, file));
    }
}
