package io.orchestrator.worker.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.graph.BundleManifest;
import io.orchestrator.protocol.worker.Register;
import io.orchestrator.worker.exchange.LiveSession;
import io.orchestrator.worker.exchange.Servers;
import io.orchestrator.worker.fake.FakeServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BundlesTest {

    private static final int JAR = 10_000;

    @TempDir
    Path folder;

    FakeServer server;
    Servers servers;
    LiveSession session;
    Bundles bundles;

    @BeforeEach
    void register() throws Exception {
        server = new FakeServer(30_000, 5_000);
        servers = new Servers(List.of(server.url()), Duration.ofSeconds(5));
        Register register = new Register(List.of(1), "w1", "localhost", 1, "1", List.of("default"), List.of(), 1, 0);
        session = new LiveSession(servers.any(client -> client.register(register, FakeServer.WORKER_TOKEN)));
        bundles = new Bundles(servers, folder.resolve("jars"), Clock.systemUTC(), 10L * JAR);
    }

    @AfterEach
    void close() {
        session.end("the test is over");
        servers.close();
        server.close();
    }

    @Test
    void aThousandBuildsLeaveThoseOfLateAndThoseInUse() throws Exception {
        Bundle used = get(0);
        for (int build = 1; build <= 1000; build++) {
            get(build);
            bundles.prune(Set.of("build-0"));
        }

        assertThat(used.classPath()).allMatch(Files::exists);
        assertThat(get(1000).classPath()).allMatch(Files::exists);
        try (Stream<Path> jars = Files.list(folder.resolve("jars"))) {
            assertThat(jars).hasSizeLessThanOrEqualTo(21);
        }
    }

    @Test
    void aBuildThatWasForgottenIsFetchedAgain() throws Exception {
        for (int build = 0; build < 40; build++) {
            get(build);
        }
        bundles.prune(Set.of());

        assertThat(get(0).classPath()).allMatch(Files::exists);
    }

    private Bundle get(int build) throws Exception {
        byte[] bytes = new byte[JAR];
        bytes[0] = (byte) build;
        bytes[1] = (byte) (build >> 8);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        Path jar = Files.write(folder.resolve("source.jar"), bytes);
        BundleManifest.Jar entry = new BundleManifest.Jar("a.jar", sha256, JAR, true);
        server.bundle(new BundleManifest("b", "build-" + build, List.of(entry)), Map.of(sha256, jar));
        return bundles.get(session, "build-" + build).get();
    }
}
