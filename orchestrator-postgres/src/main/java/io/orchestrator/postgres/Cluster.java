package io.orchestrator.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;

/**
 * The folder of one server: {@code data}, {@code password}, {@code postgres.log}, {@code lock}.
 *
 * @param folder absolute
 * @param binaries the unpacked programs
 */
record Cluster(Path folder, Path binaries) {

    static final String USER = "orchestrator";

    private static final int PASSWORD_BYTES = 24;
    private static final long MAX_LOG_BYTES = 10L * 1024 * 1024;

    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("postgres.log");
    }

    private Path passwordFile() {
        return folder.resolve("password");
    }

    /** Makes the folder and sees that the server's account can get into it. */
    static void open(Path folder) {
        ServerAccount account = ServerAccount.current();
        try {
            Files.createDirectories(folder);
            account.letThrough(folder);
        } catch (IOException failure) {
            throw Diagnosis.of("make the folder " + folder, failure);
        }
        account.closedOnTheWayTo(folder).ifPresent(closed -> {
            throw new PostgresFailed(
                    ("PostgreSQL does not run as root, and the account nobody cannot pass %s to its data in %s; "
                                    + "choose a folder elsewhere or allow others to pass (chmod o+x %s).")
                            .formatted(closed, folder, closed));
        });
    }

    /** Makes the database files if there are none; refuses what looks like half of them. */
    void initialise() throws IOException {
        if (!Files.exists(data())) {
            create();
        } else if (!Files.isRegularFile(data().resolve("PG_VERSION"))) {
            throw new PostgresFailed(
                    "The folder %s exists but holds no PostgreSQL data (PG_VERSION is missing); restore a backup of it, or move it away to begin anew."
                            .formatted(data()));
        } else if (!Files.isRegularFile(passwordFile())) {
            throw new PostgresFailed(
                    "The file %s with the database password is missing; restore it from a backup, or move %s away to begin anew."
                            .formatted(passwordFile(), folder));
        }
    }

    String password() throws IOException {
        return Files.readString(passwordFile()).strip();
    }

    /** Beside the final place first, then renamed: a killed initdb leaves nothing that looks like a database. */
    private void create() throws IOException {
        Path unfinished = folder.resolve("data.unfinished");
        Folders.delete(unfinished);
        Files.createDirectory(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        ServerAccount.current().own(unfinished);
        String password = newPassword();
        writePrivate(passwordFile(), password);
        initdb(unfinished, password);
        Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void initdb(Path target, String password) throws IOException {
        Path handedOver = folder.resolve("password.initdb");
        writePrivate(handedOver, password);
        ServerAccount.current().own(handedOver);
        try {
            Path said = folder.resolve("initdb.log");
            // The builtin locale is the same on every machine; an operating system's changes with its upgrades.
            ProcessBuilder builder = program(
                    "initdb",
                    "-D",
                    target.toString(),
                    "-U",
                    USER,
                    "-A",
                    "scram-sha-256",
                    "--pwfile=" + handedOver,
                    "-E",
                    "UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8");
            builder.redirectOutput(said.toFile());
            Process process = BoundProcess.start("KILL", ServerAccount.current().privileges(), builder)
                    .process();
            int exitCode = process.onExit().join().exitValue();
            if (exitCode != 0) {
                throw Diagnosis.ofProgram("make the database files in " + folder, exitCode, Files.readString(said));
            }
            Files.delete(said);
        } finally {
            Files.deleteIfExists(handedOver);
        }
    }

    /** One of PostgreSQL's programs with its output in one stream and no setting inherited from our environment. */
    ProcessBuilder program(String name, String... arguments) {
        ProcessBuilder builder =
                new ProcessBuilder(binaries.resolve("bin").resolve(name).toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().keySet().removeIf(key -> key.startsWith("PG") || key.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        builder.directory(folder.toFile());
        builder.redirectErrorStream(true);
        return builder;
    }

    /** Moves a log that has grown large aside; one older log is kept. */
    void rotateLog() throws IOException {
        if (Files.exists(log()) && Files.size(log()) > MAX_LOG_BYTES) {
            Files.move(log(), folder.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The process id of the server that ran here last, if it left its file behind. */
    OptionalLong lastServer() throws IOException {
        Path pidFile = data().resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return OptionalLong.empty();
        }
        String first = Files.readString(pidFile).lines().findFirst().orElse("").strip();
        return first.matches("\\d{1,9}") ? OptionalLong.of(Long.parseLong(first)) : OptionalLong.empty();
    }

    private static String newPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void writePrivate(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, text.getBytes(StandardCharsets.US_ASCII));
    }
}
