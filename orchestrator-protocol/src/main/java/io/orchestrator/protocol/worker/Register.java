package io.orchestrator.protocol.worker;

import java.util.List;

/**
 * {@code POST /worker/v1/sessions}: a worker asks for a session.
 *
 * @param protocolVersions what the worker speaks; the server picks the highest it speaks too
 * @param queues the queues it serves, at least one
 * @param capabilities what it has that some tasks require, such as {@code gpu}; may be empty
 * @param slots how many attempts may run at once, at least 1
 * @param prefetch how many more it keeps queued
 */
public record Register(
        List<Integer> protocolVersions,
        String name,
        String host,
        long pid,
        String version,
        List<String> queues,
        List<String> capabilities,
        int slots,
        int prefetch) {}
