package io.orchestrator.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** A JVM of its own that starts a server, so that a test can kill it. */
final class ParentJvm implements AutoCloseable {

    private final Process jvm;
    private final String answer;

    private ParentJvm(Process jvm, String answer) {
        this.jvm = jvm;
        this.answer = answer;
    }

    static ParentJvm startServerIn(Path folder) throws IOException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ParentJvm.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = jvm.inputReader();
        String line = output.readLine();
        while (line != null && !line.startsWith("answer ")) {
            line = output.readLine();
        }
        return new ParentJvm(jvm, String.valueOf(line).replace("answer ", ""));
    }

    /** The server's process id, or the sentence that says why it did not start. */
    String answer() {
        return answer;
    }

    void killWithoutWarning() {
        jvm.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        killWithoutWarning();
    }

    public static void main(String[] arguments) throws IOException {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.start(Settings.in(Path.of(arguments[0])));
            System.out.println("answer " + server.process().pid());
            // Until somebody kills this JVM.
            System.in.read();
        } catch (PostgresFailed failure) {
            System.out.println("answer " + failure.getMessage());
        }
    }
}
