package io.orchestrator.s3;

import io.orchestrator.sdk.DatasetStore;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * Opens lakes in buckets: {@code s3://bucket/folder}, and if need be after a question mark {@code endpoint} (an address, else AWS),
 * {@code region} and {@code credentials} (a file as AWS's own tools write it, else what AWS's rules find on the machine).
 */
public final class S3Lakes implements DatasetStore.Provider {

    private static final String ENDPOINT = "endpoint";
    private static final String REGION = "region";
    private static final String CREDENTIALS = "credentials";

    @Override
    public Optional<DatasetStore> open(URI lake) {
        if (!"s3".equalsIgnoreCase(lake.getScheme())) {
            return Optional.empty();
        }
        String bucket = lake.getAuthority();
        if (bucket == null || bucket.contains("@") || bucket.contains(":")) {
            throw wrong(lake, "names no bucket");
        }
        Map<String, String> settings = settings(lake);
        String endpoint = settings.get(ENDPOINT);
        S3Files files = S3Files.of(
                endpoint == null ? null : URI.create(endpoint),
                settings.getOrDefault(REGION, S3Files.USUAL_REGION),
                credentials(lake, settings.get(CREDENTIALS)),
                bucket);
        return Optional.of(new S3DatasetStore(files, prefix(lake.getPath())));
    }

    /** Ends with a slash, and begins with none. */
    private static String prefix(String path) {
        String plain = path.replaceAll("^/+|/+$", "");
        return plain.isEmpty() ? "" : plain + "/";
    }

    private static Map<String, String> settings(URI lake) {
        Map<String, String> settings = new TreeMap<>();
        String query = lake.getRawQuery();
        for (String setting : query == null ? new String[0] : query.split("&", -1)) {
            String[] parts = setting.split("=", 2);
            boolean known = parts[0].equals(ENDPOINT) || parts[0].equals(REGION) || parts[0].equals(CREDENTIALS);
            if (!known || parts.length < 2 || parts[1].isEmpty()) {
                throw wrong(lake, "has the setting '" + parts[0] + "' that is not known, or has no value");
            }
            settings.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return settings;
    }

    private static @Nullable AwsCredentialsProvider credentials(URI lake, @Nullable String file) {
        if (file == null) {
            return null;
        }
        Path path = Path.of(file);
        if (!Files.isReadable(path)) {
            throw wrong(lake, "names the credentials " + file + ", which the runners' user cannot read");
        }
        return ProfileCredentialsProvider.builder()
                .profileFile(ProfileFile.builder()
                        .content(path)
                        .type(ProfileFile.Type.CREDENTIALS)
                        .build())
                .build();
    }

    private static IllegalArgumentException wrong(URI lake, String what) {
        return new IllegalArgumentException("the lake " + lake + " " + what
                + "; expected s3://BUCKET/FOLDER, and after a ? any of endpoint=URL, region=NAME, credentials=FILE");
    }
}
