package io.orchestrator.s3;

import io.orchestrator.sdk.NoRetryException;
import java.io.IOException;
import java.util.concurrent.Callable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a server or its client says, in words that say what to do. */
record Failures(String where, String bucket) {

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int NOT_AS_EXPECTED = 412;

    <T> T translated(String what, Callable<T> call) {
        try {
            return call.call();
        } catch (NoSuchKeyException e) {
            throw new NoRetryException(where + ", bucket '" + bucket + "': " + what + " is not there", e);
        } catch (S3Exception e) {
            throw refused(what, e);
        } catch (SdkException | IOException e) {
            throw new IllegalStateException(
                    where + ", bucket '" + bucket + "': " + what + " could not be read or written, " + root(e)
                            + ". Nothing was published; a retry begins with it again",
                    e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(what + ": " + e, e);
        }
    }

    private RuntimeException refused(String what, S3Exception e) {
        return switch (e.statusCode()) {
            case FORBIDDEN ->
                new NoRetryException(
                        where + " refuses access to " + what + " of bucket '" + bucket + "' (" + code(e)
                                + "); mend key id, secret or rights of the connection",
                        e);
            case NOT_FOUND ->
                new NoRetryException(where + " has no bucket '" + bucket + "'; make it, or mend its name", e);
            case NOT_AS_EXPECTED ->
                new IllegalStateException(
                        where + ", bucket '" + bucket + "': " + what
                                + " was changed after it was listed; a retry takes it" + " as it is then",
                        e);
            default ->
                new IllegalStateException(
                        where + ", bucket '" + bucket + "': " + what + " was answered with " + e.statusCode() + " "
                                + code(e),
                        e);
        };
    }

    /** An answer without a body has no code. */
    private static String code(S3Exception e) {
        String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
        return code == null ? String.valueOf(e.statusCode()) : code;
    }

    private static String root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage() == null ? root : root.getMessage());
    }
}
