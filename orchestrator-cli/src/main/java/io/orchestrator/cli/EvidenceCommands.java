package io.orchestrator.cli;

import io.orchestrator.protocol.evidence.SignedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a model came of, as a file that nobody can change unnoticed. */
@Command(
        name = "evidence",
        addMethodSubcommands = false,
        description = "Exports all that a version of a model or dataset came of, and verifies such files.")
final class EvidenceCommands extends Group {

    @Command(
            description = {
                "Writes one file: versions with their hashes, what was read, checks, runs, builds, tags and audit, as a page and as JSON,",
                "signed with the key of the installation. Needs the role admin."
            },
            mixinStandardHelpOptions = true)
    int export(
            @Parameters(paramLabel = "MODEL:VERSION") String version,
            @Option(names = "--out", paramLabel = "FILE", description = "[MODEL-VERSION.html]") @Nullable Path out) {
        int colon = version.lastIndexOf(':');
        if (colon < 1 || !version.substring(colon + 1).matches("[0-9]{1,18}")) {
            throw new Failure(
                    Failure.REFUSED, "'%s' is no version of a model: expected one like late:3".formatted(version));
        }
        var name = version.substring(0, colon);
        var number = version.substring(colon + 1);
        var file = server().download(
                        "/api/orchestrator/v1/datasets/%s/versions/%s/evidence".formatted(Server.part(name), number));
        var target = out == null ? Path.of("%s-%s.html".formatted(name, number)) : out;
        try {
            Files.write(target, file);
        } catch (IOException e) {
            throw new Failure(Failure.REFUSED, "%s cannot be written: %s".formatted(target, e.getMessage()));
        }
        show().done("%s, signed with the key %s"
                .formatted(target, SignedFile.verify(file).fingerprint()));
        return 0;
    }

    @Command(
            description = {
                "Looks, without a server, whether a file is as it was signed; the exit code is 0 if it is.",
                "Who signed it is known only by the fingerprint of the key: compare it, or give it."
            },
            mixinStandardHelpOptions = true)
    int verify(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--key", paramLabel = "FINGERPRINT", description = "of the key that must have signed it")
                    @Nullable
                    String fingerprint) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Failure(Failure.REFUSED, "%s cannot be read: %s".formatted(file, e.getMessage()));
        }
        var verdict = SignedFile.verify(bytes);
        var other = verdict.sound() && fingerprint != null && !fingerprint.equals(verdict.fingerprint());
        var sound = verdict.sound() && !other;
        show().one(
                        Server.object()
                                .put("sound", sound)
                                .put("key", verdict.fingerprint())
                                .put("fault", other ? "It was signed with another key" : verdict.fault()),
                        "sound",
                        "key",
                        "fault");
        return sound ? 0 : Failure.ENDED_BADLY;
    }

    @Command(description = "Shows the key that evidence is signed with.", mixinStandardHelpOptions = true)
    int key() {
        show().one(server().get("/api/orchestrator/v1/evidence/key"), "algorithm", "public_key", "fingerprint");
        return 0;
    }
}
