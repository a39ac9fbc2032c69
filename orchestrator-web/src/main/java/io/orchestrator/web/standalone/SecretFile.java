package io.orchestrator.web.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** A file that holds one random secret and that only its owner can read. */
final class SecretFile {

    /** Without what is easily mistaken for something else when read aloud or typed. */
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final SecureRandom RANDOM = new SecureRandom();

    private SecretFile() {}

    /**
     * Writes a new secret into a file that does not exist yet.
     *
     * @param groups of four letters each, 20 bits of chance a group
     */
    static String create(Path file, int groups) throws IOException {
        StringBuilder secret = new StringBuilder();
        for (int i = 0; i < groups * 4; i++) {
            secret.append(i > 0 && i % 4 == 0 ? "-" : "").append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        write(file, secret.toString());
        return secret.toString();
    }

    /** Writes a secret into a file that does not exist yet. */
    static void write(Path file, String secret) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(unfinished, (secret + "\n").getBytes(StandardCharsets.US_ASCII));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static String read(Path file) throws IOException {
        return Files.readString(file).strip();
    }
}
