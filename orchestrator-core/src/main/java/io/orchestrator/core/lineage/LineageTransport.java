package io.orchestrator.core.lineage;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A way to other systems that the server does not have itself. It is found by {@link ServiceLoader} in a folder of jars, with class
 * loader of its own, so that what it needs is nobody else's.
 */
public interface LineageTransport {

    /** What addresses begin with that it knows, such as {@code kafka}. */
    String scheme();

    /**
     * Makes ready for sending; it need not connect yet.
     *
     * @param properties of its client, as that calls them
     * @throws IllegalArgumentException if the address or the properties are wrong, saying what is expected
     */
    LineageTarget open(URI address, Map<String, String> properties);

    /**
     * Opens the target of an address by the transport of its scheme.
     *
     * @param jars a folder with the transport's jar and all that it needs
     * @throws IllegalArgumentException if there is no such folder, or no transport in it for the scheme
     */
    static LineageTarget open(Path jars, URI address, Map<String, String> properties) {
        Map<String, LineageTransport> known = new TreeMap<>();
        // Open as long as the server is: the target loads more of its classes with each new kind of answer.
        ClassLoader loader = new URLClassLoader(jarsIn(jars), LineageTransport.class.getClassLoader());
        for (LineageTransport transport : ServiceLoader.load(LineageTransport.class, loader)) {
            known.put(transport.scheme(), transport);
        }
        LineageTransport transport = known.get(String.valueOf(address.getScheme()));
        if (transport == null) {
            throw new IllegalArgumentException("in %s is no transport of lineage for '%s'; found were %s"
                    .formatted(jars, address, known.isEmpty() ? "none" : known.keySet()));
        }
        return transport.open(address, properties);
    }

    private static URL[] jarsIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<URL> urls = new ArrayList<>();
            for (Path jar : files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                urls.add(jar.toUri().toURL());
            }
            return urls.toArray(URL[]::new);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the folder %s with a transport of lineage cannot be read: %s".formatted(folder, e), e);
        }
    }
}
