package io.orchestrator.kafka;

import io.orchestrator.sdk.NoRetryException;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;

/** What the client says of its protocol, in words that say what to do. */
final class Failures {

    private Failures() {}

    static <T> T translated(String where, String topic, Callable<T> call) throws InterruptedException {
        try {
            return call.call();
        } catch (InterruptException e) {
            // The client has set the thread's flag again, which this exception stands for.
            Thread.interrupted();
            throw new InterruptedException("interrupted while Kafka was asked");
        } catch (AuthenticationException | AuthorizationException e) {
            throw new NoRetryException(
                    where + " does not let topic '" + topic + "' be read: " + e.getMessage()
                            + "; mend user, password or rights",
                    e);
        } catch (RetriableException e) {
            throw new IllegalStateException(
                    where + " did not answer for topic '" + topic + "': " + e.getMessage()
                            + "; nothing was published, a retry goes on with the same slice",
                    e);
        } catch (KafkaException e) {
            throw new IllegalStateException(
                    where + " cannot be read, topic '" + topic + "': "
                            + (e.getCause() == null
                                    ? e.getMessage()
                                    : e.getCause().getMessage()),
                    e);
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("topic '" + topic + "' could not be written: " + e.getMessage(), e);
        }
    }
}
