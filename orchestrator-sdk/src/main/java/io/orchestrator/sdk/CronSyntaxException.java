package io.orchestrator.sdk;

/** Says what is wrong in one field; {@link CronExpression#parse} adds the whole expression. */
final class CronSyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    CronSyntaxException(String message) {
        super(message);
    }
}
