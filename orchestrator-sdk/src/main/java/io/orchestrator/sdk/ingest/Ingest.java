package io.orchestrator.sdk.ingest;

import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.NoRetryException;
import io.orchestrator.sdk.Staging;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads what is new since the version before into a staging, and discards it if nothing is. Up to where it was read is published with
 * the version, so what fails in between is read again, and nothing twice.
 */
public final class Ingest {

    private Ingest() {}

    /**
     * Files of a folder that this machine sees, see {@link #sources}. One that is written again is another one, whatever it holds.
     *
     * @param glob of their paths within it, such as {@code *.csv} or {@code **}{@code /*.csv}
     * @return the names of those that are new
     * @throws NoRetryException if there is no such folder
     * @throws IllegalStateException if a file was changed while it was read
     */
    public static List<String> files(Path folder, String glob, Staging staging) throws Exception {
        return sources(FolderFiles.in(folder, glob), staging);
    }

    /** What an address answers, see {@link HttpIngest#into}. */
    public static HttpIngest http(URI address) {
        return new HttpIngest(address);
    }

    /** What a query of a database gives, see {@link JdbcIngest#into}. */
    public static JdbcIngest jdbc(Connection connection, String query) {
        return new JdbcIngest(connection, query);
    }

    /**
     * Files from anywhere. The file of a source is named {@code stamp/name}, so the version before says by its files which it has. A
     * dataset that appends gets those that are new or changed; any other gets all, and copies from the version before what that has.
     *
     * @return the names of those that were fetched
     * @throws NoRetryException if a name cannot be that of a file
     */
    public static List<String> sources(List<Source> sources, Staging staging) throws Exception {
        Map<String, Source> there = new LinkedHashMap<>();
        sources.forEach(source -> there.put(source.stampedName(), source));
        Map<String, Path> known = staging.parent().stream()
                .flatMap(parent -> parent.files().stream())
                .collect(Collectors.toMap(DatasetVersion.File::name, DatasetVersion.File::path));
        Map<String, Source> fresh = new LinkedHashMap<>(there);
        fresh.keySet().removeAll(known.keySet());
        boolean appends = staging.dataset().isAppendOnly();
        if (fresh.isEmpty() && (appends || there.keySet().equals(known.keySet()))) {
            staging.discard();
            return List.of();
        }
        for (Map.Entry<String, Source> source : fresh.entrySet()) {
            Path file = file(staging, source.getKey());
            Files.createDirectories(file.getParent());
            source.getValue().fetch().to(file);
        }
        if (!appends) {
            copy(known, there.keySet(), staging);
        }
        return fresh.values().stream().map(Source::name).toList();
    }

    private static void copy(Map<String, Path> known, Set<String> wanted, Staging staging) throws Exception {
        for (String name : wanted) {
            Path old = known.get(name);
            if (old != null) {
                Path file = file(staging, name);
                Files.createDirectories(file.getParent());
                Files.copy(old, file);
            }
        }
    }

    private static Path file(Staging staging, String name) {
        Path folder = staging.folder().toAbsolutePath();
        Path file = folder.resolve(name);
        // A name may be anything, also ../../etc/passwd.
        if (!file.normalize().startsWith(folder)
                || !folder.relativize(file).normalize().toString().equals(name)) {
            throw new NoRetryException("'" + name.substring(name.indexOf('/') + 1)
                    + "' cannot be the name of a file; rename it, or leave it out");
        }
        return file;
    }

    /** What the version before says under a key; empty: nothing. */
    static Map<?, ?> meta(Staging staging, String key) {
        return staging.parent().map(parent -> parent.meta().get(key)).orElse(null) instanceof Map<?, ?> meta
                ? meta
                : Map.of();
    }

    /** Grows from version to version, so that no two versions of a dataset that appends have a file of one name. */
    static String numbered(Staging staging, String name) {
        return "%06d-%s".formatted(staging.parent().map(DatasetVersion::number).orElse(0L) + 1, name);
    }
}
