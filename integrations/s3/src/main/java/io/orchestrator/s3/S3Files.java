package io.orchestrator.s3;

import io.orchestrator.sdk.Connection;
import io.orchestrator.sdk.NoRetryException;
import io.orchestrator.sdk.ingest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * The objects of one bucket, at AWS or any server that speaks as S3 does. What goes wrong is a {@link NoRetryException} if a person
 * has to mend it, such as a bucket that is not there or a secret that is wrong, and else an {@link IllegalStateException}.
 */
public final class S3Files implements AutoCloseable {

    static final String USUAL_REGION = "us-east-1";

    private static final int PAGE = 1_000;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(60);

    private final S3Client client;
    private final String bucket;
    private final Failures failures;

    private S3Files(S3Client client, String bucket, String where) {
        this.client = client;
        this.bucket = bucket;
        this.failures = new Failures(where, bucket);
    }

    /**
     * An object.
     *
     * @param etag which changes with its bytes, without quotation marks
     */
    public record Found(String key, String etag, long bytes, Instant modified) {}

    /**
     * A bucket of a server.
     *
     * @param endpoint such as {@code http://127.0.0.1:9000}, or null: AWS
     * @param keyId and secret, or null: whatever AWS's own rules find on this machine
     */
    public static S3Files of(
            @Nullable URI endpoint, String region, @Nullable String keyId, @Nullable String secret, String bucket) {
        return of(
                endpoint,
                region,
                keyId == null || secret == null
                        ? null
                        : StaticCredentialsProvider.create(AwsBasicCredentials.create(keyId, secret)),
                bucket);
    }

    /** @param credentials or null: whatever AWS's own rules find on this machine */
    static S3Files of(
            @Nullable URI endpoint, String region, @Nullable AwsCredentialsProvider credentials, String bucket) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(region))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_LIMIT)
                        .socketTimeout(SILENCE_LIMIT))
                // Servers that are older than the checksums of newer clients keep them within the object.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        if (endpoint != null) {
            builder.endpointOverride(endpoint).forcePathStyle(true);
        }
        if (credentials != null) {
            builder.credentialsProvider(credentials);
        }
        return new S3Files(builder.build(), bucket, endpoint == null ? "S3 in " + region : "S3 at " + endpoint);
    }

    /**
     * The bucket of a connection.
     *
     * @param connection the bucket as its schema; login and password are key id and secret; {@code endpoint} and {@code region} as
     *     extra
     */
    public static S3Files of(Connection connection) {
        if (connection.schema() == null) {
            throw new NoRetryException(
                    "the connection '" + connection.id() + "' names no bucket; put its name into the schema");
        }
        Object endpoint = connection.extra().get("endpoint");
        Object region = connection.extra().get("region");
        return of(
                endpoint == null ? null : URI.create(endpoint.toString()),
                region == null ? USUAL_REGION : region.toString(),
                connection.login(),
                connection.password(),
                connection.schema());
    }

    String bucket() {
        return bucket;
    }

    /** All whose key begins so, in the order of their keys; what stands for a folder is left out. */
    public List<Found> list(String prefix) {
        return list(prefix, PAGE);
    }

    List<Found> list(String prefix, int page) {
        return failures.translated(
                "the objects below '" + prefix + "'",
                () -> client
                        .listObjectsV2Paginator(
                                request -> request.bucket(bucket).prefix(prefix).maxKeys(page))
                        .contents()
                        .stream()
                        .filter(object -> !object.key().endsWith("/"))
                        .map(object ->
                                new Found(object.key(), plain(object.eTag()), object.size(), object.lastModified()))
                        .toList());
    }

    /** An object, if there is one. */
    public Optional<Found> find(String key) {
        return failures.translated("object '" + key + "'", () -> {
            try {
                HeadObjectResponse head =
                        client.headObject(request -> request.bucket(bucket).key(key));
                return Optional.of(new Found(key, plain(head.eTag()), head.contentLength(), head.lastModified()));
            } catch (NoSuchKeyException e) {
                // A bucket that is not there has no key either, and says no more.
                client.headBucket(request -> request.bucket(bucket));
                return Optional.empty();
            }
        });
    }

    /**
     * Copies an object into a file, which is there only once it is complete.
     *
     * @return the SHA-256 of its bytes
     */
    public String get(String key, Path file) {
        return get(key, null, file);
    }

    /** The same, but fails if the object is not the one that was found. */
    public String get(Found found, Path file) {
        return get(found.key(), found.etag(), file);
    }

    private String get(String key, @Nullable String etag, Path file) {
        return failures.translated("object '" + key + "'", () -> {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path part = Files.createTempFile(file.toAbsolutePath().getParent(), ".part-", "");
            try {
                String sha256 = download(key, etag, part);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                return sha256;
            } finally {
                Files.deleteIfExists(part);
            }
        });
    }

    private String download(String key, @Nullable String etag, Path part) throws IOException {
        try (ResponseInputStream<GetObjectResponse> bytes = client.getObject(
                        request -> request.bucket(bucket).key(key).ifMatch(etag == null ? null : "\"" + etag + "\""));
                OutputStream to = Files.newOutputStream(part)) {
            String sha256 = Sha256.copy(bytes, to);
            long expected = bytes.response().contentLength();
            if (Files.size(part) != expected) {
                throw new IOException("only " + Files.size(part) + " of " + expected + " bytes came");
            }
            return sha256;
        }
    }

    /**
     * Writes a file as an object, in place of any that is there.
     *
     * @param file of at most 5 GiB, which is what one request of S3 takes
     * @return the SHA-256 of its bytes
     */
    public String put(Path file, String key) {
        return put(file, key, null);
    }

    /** The same, but fails if the bytes have another SHA-256. */
    String put(Path file, String key, @Nullable String expected) {
        return failures.translated("object '" + key + "'", () -> {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            String sha256;
            try (InputStream bytes = Files.newInputStream(file)) {
                sha256 = Sha256.copy(bytes, new DigestOutputStream(OutputStream.nullOutputStream(), md5));
            }
            if (expected != null && !expected.equals(sha256)) {
                throw new IOException(
                        file.getFileName() + " was changed while it was stored; close files before the task returns");
            }
            // Of bytes that are others by then the server makes no object.
            String sum = Base64.getEncoder().encodeToString(md5.digest());
            client.putObject(request -> request.bucket(bucket).key(key).contentMD5(sum), file);
            return sha256;
        });
    }

    /** Copies an object within the bucket, in place of any that is there. */
    void copy(String from, String to) {
        failures.translated(
                "object '" + from + "'",
                () -> client.copyObject(request -> request.sourceBucket(bucket)
                        .sourceKey(from)
                        .destinationBucket(bucket)
                        .destinationKey(to)));
    }

    /** Deletes an object; one that is not there stays that. */
    void delete(String key) {
        failures.translated(
                "object '" + key + "'",
                () -> client.deleteObject(request -> request.bucket(bucket).key(key)));
    }

    private static String plain(@Nullable String etag) {
        if (etag == null) {
            throw new NoRetryException("an object has no ETag, so nobody can say whether it is the same; use a server"
                    + " that gives each object one");
        }
        return etag.replace("\"", "");
    }

    @Override
    public void close() {
        client.close();
    }
}
