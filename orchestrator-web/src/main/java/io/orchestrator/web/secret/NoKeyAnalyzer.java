package io.orchestrator.web.secret;

import io.orchestrator.core.secret.SecretUnavailable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints what is wrong with the file of keys, without a stack trace. */
class NoKeyAnalyzer extends AbstractFailureAnalyzer<SecretUnavailable> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, SecretUnavailable cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
