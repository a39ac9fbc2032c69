package io.orchestrator.core.dataset;

import io.orchestrator.protocol.worker.DatasetReport;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** What tells whether two versions hold the same: SHA-256 of the hashes of their files, whatever those are called. */
final class ContentHash {

    private ContentHash() {}

    static String of(List<DatasetReport.File> files) {
        String all = files.stream().map(DatasetReport.File::sha256).sorted().collect(Collectors.joining("\n"));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
