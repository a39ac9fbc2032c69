package io.orchestrator.worker.exchange;

import org.jspecify.annotations.Nullable;

/** A call to the server that had no good answer; the kind says what to do about it. */
public abstract sealed class ExchangeException extends Exception {

    private static final long serialVersionUID = 1L;

    private ExchangeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** No answer, or one that says nothing about the request: try again later. Whether it was applied is unknown. */
    public static final class Unreachable extends ExchangeException {
        private static final long serialVersionUID = 1L;

        Unreachable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The session is over: end every attempt, register anew. */
    public static final class SessionOver extends ExchangeException {
        private static final long serialVersionUID = 1L;

        SessionOver(String message) {
            super(message, null);
        }
    }

    /** The server understood the request and will never accept it as it is. */
    public static final class Refused extends ExchangeException {
        private static final long serialVersionUID = 1L;

        private final String code;

        Refused(String code, String message) {
            super(message, null);
            this.code = code;
        }

        /** The code of the protocol's error, such as {@code too_large}. */
        public String code() {
            return code;
        }
    }
}
