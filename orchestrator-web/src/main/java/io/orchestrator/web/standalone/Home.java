package io.orchestrator.web.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orchestrator.core.secret.KeyRing;
import io.orchestrator.postgres.FolderLock;
import io.orchestrator.postgres.FolderLocked;
import io.orchestrator.postgres.ServerAccount;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;

/** The folder where standalone keeps everything, claimed for this process. */
final class Home implements AutoCloseable {

    private static final long LEAST_FREE_BYTES = 256L * 1024 * 1024;
    private static final int PASSWORD_GROUPS = 4;
    private static final int TOKEN_GROUPS = 10;

    private final Path folder;
    private final FolderLock lock;

    private Home(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Makes what is missing and claims the folder; refuses one that another process uses or that cannot be written. */
    static Home open(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                ServerAccount.current().letThrough(folder);
            }
            Home home = new Home(folder, FolderLock.take(folder.resolve("lock")));
            home.makeFolders();
            return home;
        } catch (FolderLocked locked) {
            throw new StandaloneFailed(
                    "Orchestrator is already running on %s (process %d); stop it first, or choose another folder with --home."
                            .formatted(folder, locked.holder()),
                    locked);
        } catch (AccessDeniedException denied) {
            throw new StandaloneFailed(
                    "The home folder %s cannot be used: this user may not write %s; choose another one with --home."
                            .formatted(folder, denied.getFile()),
                    denied);
        } catch (IOException failure) {
            throw new StandaloneFailed(sentence(folder, failure), failure);
        }
    }

    private static String sentence(Path folder, IOException failure) {
        if (String.valueOf(failure.getMessage()).contains("No space left on device")) {
            return diskFull(folder, 0);
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            return "The home folder %s cannot be used: there is a file of that name; choose another one with --home."
                    .formatted(folder);
        }
        return "The home folder %s cannot be used: %s (%s); choose another one with --home."
                .formatted(folder, failure.getMessage(), failure.getClass().getSimpleName());
    }

    private void makeFolders() throws IOException {
        refuseFullDisk(folder);
        Files.createDirectories(logs());
        Files.createDirectories(bundles());
        Files.createDirectories(worker());
    }

    private static void refuseFullDisk(Path folder) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            throw new StandaloneFailed(diskFull(folder, free));
        }
    }

    private static String diskFull(Path folder, long free) {
        return "The disk with %s is full: %d MB are free, at least %d MB are needed; free some space or choose another folder with --home."
                .formatted(folder, free >> 20, LEAST_FREE_BYTES >> 20);
    }

    Path folder() {
        return folder;
    }

    Path logs() {
        return folder.resolve("logs");
    }

    /** The drop-box for bundles. */
    Path bundles() {
        return folder.resolve("bundles");
    }

    Path lake() {
        return folder.resolve("lake");
    }

    Path worker() {
        return folder.resolve("worker");
    }

    Path postgres() {
        return postgres(folder);
    }

    /** Where a home's database lies: in the home, unless we are root and PostgreSQL's account cannot get there. */
    static Path postgres(Path folder) {
        Path inHome = folder.resolve("postgres");
        if (ServerAccount.current().closedOnTheWayTo(inHome).isEmpty()) {
            return inHome;
        }
        String id = UUID.nameUUIDFromBytes(folder.toString().getBytes(UTF_8)).toString();
        return Path.of("/var/lib/orchestrator", "postgres-" + id.substring(0, 8));
    }

    /** Refuses a full disk before PostgreSQL runs into it. */
    void checkDatabaseDisk() {
        try {
            Path existing = postgres();
            for (Path up = existing; up != null && !Files.exists(existing); up = up.getParent()) {
                existing = up;
            }
            refuseFullDisk(existing);
        } catch (IOException failure) {
            throw new StandaloneFailed(sentence(folder, failure), failure);
        }
    }

    Path adminPasswordFile() {
        return folder.resolve("admin-password");
    }

    /** The first user's password; empty when the database exists already and the file is gone. */
    Optional<AdminPassword> adminPassword() {
        try {
            if (Files.exists(adminPasswordFile())) {
                return Optional.of(new AdminPassword(SecretFile.read(adminPasswordFile()), false));
            }
            if (Files.exists(postgres().resolve("data"))) {
                return Optional.empty();
            }
            return Optional.of(new AdminPassword(SecretFile.create(adminPasswordFile(), PASSWORD_GROUPS), true));
        } catch (IOException failure) {
            throw new StandaloneFailed(sentence(folder, failure), failure);
        }
    }

    /**
     * The password of the first user.
     *
     * @param isNew true when it was made just now
     */
    record AdminPassword(String value, boolean isNew) {}

    /** What the worker shows to register; only this machine ever sees it. */
    String workerToken() {
        try {
            Path file = workerTokenFile();
            return Files.exists(file) ? SecretFile.read(file) : SecretFile.create(file, TOKEN_GROUPS);
        } catch (IOException failure) {
            throw new StandaloneFailed(sentence(folder, failure), failure);
        }
    }

    Path workerTokenFile() {
        return folder.resolve("worker-token");
    }

    /** The keys that secrets in the database are sealed with; one is made at the first start. */
    Path secretKeys() {
        Path file = folder.resolve("secret-keys");
        try {
            if (!Files.exists(file)) {
                SecretFile.write(file, KeyRing.newLine(new SecureRandom()));
            }
            return file;
        } catch (IOException failure) {
            throw new StandaloneFailed(sentence(folder, failure), failure);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
