package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.evidence.SignedFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private StandInServer server;

    @BeforeEach
    void start() throws IOException {
        server = new StandInServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int run(Map<String, String> environment, String... arguments) {
        return Main.run(environment, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private static byte[] signed() throws NoSuchAlgorithmException {
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        return SignedFile.sign("<p>evidence</p>", pair.getPrivate(), pair.getPublic());
    }

    @Test
    void aFileIsVerifiedWithoutAServerAndAChangedOneIsNot() throws Exception {
        var file = Files.write(folder.resolve("late-3.html"), signed());
        var fingerprint = SignedFile.verify(Files.readAllBytes(file)).fingerprint();

        assertThat(run(Map.of(), "evidence", "verify", file.toString())).isZero();
        assertThat(out.toString()).contains(fingerprint);
        assertThat(run(Map.of(), "evidence", "verify", file.toString(), "--key", fingerprint))
                .isZero();
        assertThat(run(Map.of(), "evidence", "verify", file.toString(), "--key", "00"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("It was signed with another key");

        Files.writeString(file, Files.readString(file).replace("evidence</p>", "Evidence</p>"));
        assertThat(run(Map.of(), "evidence", "verify", file.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("a byte was changed");
        assertThat(run(Map.of(), "evidence", "verify", folder.resolve("none").toString()))
                .isEqualTo(3);
    }

    @Test
    void whatTheServerSignedIsWrittenAsItIs() throws Exception {
        var file = new String(signed(), StandardCharsets.UTF_8);
        server.answer("GET /api/orchestrator/v1/datasets/late/versions/3/evidence", 200, file);
        var target = folder.resolve("mine.html");

        assertThat(run(server.environment(), "evidence", "export", "late:3", "--out", target.toString()))
                .isZero();

        assertThat(Files.readString(target)).isEqualTo(file);
        assertThat(out.toString()).contains("signed with the key");
        assertThat(run(server.environment(), "evidence", "export", "late")).isEqualTo(3);
        assertThat(err.toString()).contains("expected one like late:3");
    }
}
