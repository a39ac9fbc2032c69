package io.orchestrator.s3;

import io.orchestrator.s3.server.S3Server;

/** Opens buckets of the server under test. */
final class Buckets {

    private Buckets() {}

    static S3Files files(S3Server server, String bucket) {
        return S3Files.of(server.endpoint(), "us-east-1", S3Server.KEY_ID, S3Server.SECRET, bucket);
    }
}
