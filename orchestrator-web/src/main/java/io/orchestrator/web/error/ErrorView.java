package io.orchestrator.web.error;

/**
 * What the error page shows.
 *
 * @param title two or three words
 * @param sentence what happened and what to do
 */
public record ErrorView(int status, String title, String sentence) {

    static ErrorView of(int status) {
        return switch (status) {
            case 400 ->
                new ErrorView(status, "Not understood", "The request could not be read. Go back and try again.");
            case 401 -> new ErrorView(status, "Not logged in", "Log in, then try again.");
            case 403 ->
                new ErrorView(
                        status,
                        "Not allowed",
                        "Your role does not allow this, or the page was open for too long:"
                                + " reload it, or ask an administrator.");
            case 404 -> new ErrorView(status, "Not found", "There is no such page, DAG, run or task.");
            case 405 -> new ErrorView(status, "Not possible", "This address cannot be used like that.");
            case 413 -> new ErrorView(status, "Too large", "The request is larger than this server takes.");
            case 503 -> new ErrorView(status, "Not available", "The server cannot do this now. Try again in a moment.");
            default ->
                status < 500
                        ? new ErrorView(status, "Not understood", "The request could not be carried out like that.")
                        : new ErrorView(
                                status,
                                "Something failed",
                                "This is the server's fault. Try again; if it stays, look at the server's log.");
        };
    }
}
