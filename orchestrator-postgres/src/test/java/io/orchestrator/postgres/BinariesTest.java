package io.orchestrator.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTest {

    @TempDir
    private Path temporary;

    @Test
    void twoProcessesThatUnpackAtOnceEndWithOneWholeCopy() throws IOException {
        Path cache = temporary.resolve("cache");
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));

        CompletableFuture<Path> first = CompletableFuture.supplyAsync(() -> Binaries.unpackedIn(cache));
        CompletableFuture<Path> second = CompletableFuture.supplyAsync(() -> Binaries.unpackedIn(cache));

        assertThat(second.join()).isEqualTo(first.join());
        assertThat(first.join().resolve("bin/postgres")).isExecutable();
        try (Stream<Path> left = Files.list(cache)) {
            assertThat(left.toList()).isEqualTo(List.of(first.join()));
        }
    }
}
