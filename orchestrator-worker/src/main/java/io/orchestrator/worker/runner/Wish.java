package io.orchestrator.worker.runner;

import io.orchestrator.worker.bundle.Bundle;

/** A runner that somebody needs now or soon. */
public record Wish(RunnerKey key, Bundle bundle) {}
