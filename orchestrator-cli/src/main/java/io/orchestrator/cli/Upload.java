package io.orchestrator.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/** Uploads a bundle: the jars that the server does not have yet, then which of them it is made of. */
final class Upload {

    private static final String PATH = "/api/orchestrator/v1";

    private final Server server;
    private final Show show;

    Upload(Server server, Show show) {
        this.server = server;
        this.show = show;
    }

    int deploy(String name, List<Path> jars, List<Path> libraries) {
        var body = Server.object();
        var list = body.putArray("jars");
        jars.stream().flatMap(path -> jarsIn(path).stream()).forEach(jar -> add(list, jar, true));
        libraries.stream().flatMap(path -> jarsIn(path).stream()).forEach(jar -> add(list, jar, false));
        var answer = server.put(PATH + "/bundles/" + Server.part(name), body);
        show.one(answer, "bundle", "build", "accepted", "dag_ids");
        if (!answer.path("errors").isEmpty() && !show.isJson()) {
            answer.path("errors")
                    .forEach(error -> show.line("%s: %s"
                            .formatted(
                                    error.path("source").asString(),
                                    error.path("message").asString())));
        }
        return answer.path("accepted").asBoolean(false) && answer.path("errors").isEmpty() ? 0 : Failure.ENDED_BADLY;
    }

    private void add(ArrayNode list, Path jar, boolean dags) {
        try {
            var hash = hash(jar);
            if (!server.get(PATH + "/jars/" + hash).path("there").asBoolean(false)) {
                server.upload(
                        PATH + "/jars/" + hash + Server.query("name", jar.getFileName()), BodyPublishers.ofFile(jar));
            }
            list.addObject()
                    .put("name", jar.getFileName().toString())
                    .put("sha256", hash)
                    .put("dags", dags);
        } catch (FileNotFoundException e) {
            throw unreadable(jar, e);
        }
    }

    private static List<Path> jarsIn(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (var files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static String hash(Path jar) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            try (var in = new DigestInputStream(Files.newInputStream(jar), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw unreadable(jar, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static Failure unreadable(Path file, IOException why) {
        return new Failure(2, "%s cannot be read: %s".formatted(file, why.getMessage()));
    }
}
