package io.orchestrator.sdk;

/** A command of a {@link Shell} has ended with an exit code that says that it failed. */
public class ShellException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    ShellException(int exitCode, String lastWords) {
        super("The command ended with exit code " + exitCode + (lastWords.isBlank() ? "" : ": " + lastWords));
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
