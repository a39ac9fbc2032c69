package io.orchestrator.bench.cluster;

import io.orchestrator.postgres.ServerAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/** The folder of a cluster, with what lets users and workers in. */
record Home(Path folder) {

    static final String ADMIN = "admin";
    private static final String TEMPORARY = "tmp";

    /** Makes what is missing; secrets of an earlier cluster in the folder are kept, as its data are. */
    static Home open(Path folder) {
        Home home = new Home(folder);
        try {
            Files.createDirectories(folder);
            ServerAccount.current().letThrough(folder);
            Files.createDirectories(home.logs());
            Files.createDirectories(home.dropBox());
            Files.createDirectories(folder.resolve(TEMPORARY));
            writeSecret(home.passwordFile());
            writeSecret(home.tokenFile());
            return home;
        } catch (IOException failure) {
            throw new ClusterFailed("The folder %s cannot be used: %s.".formatted(folder, failure), failure);
        }
    }

    private static void writeSecret(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, UUID.randomUUID().toString());
        }
    }

    Path logs() {
        return folder.resolve("logs");
    }

    Path dropBox() {
        return folder.resolve("bundles");
    }

    Path database() {
        return folder.resolve("postgres");
    }

    Path worker(String name) {
        return folder.resolve(name);
    }

    /** The JVM option for it: whoever is killed tidies nothing up. */
    String temporary() {
        return "-Djava.io.tmpdir=" + folder.resolve(TEMPORARY);
    }

    Path passwordFile() {
        return folder.resolve("admin-password");
    }

    Path tokenFile() {
        return folder.resolve("worker-token");
    }

    String password() throws IOException {
        return Files.readString(passwordFile()).strip();
    }
}
