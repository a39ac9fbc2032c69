package io.orchestrator.protocol.worker;

/**
 * The body of every 4xx answer.
 *
 * @param code {@code unauthorized}, {@code unsupported_version}, {@code session_over}, {@code unknown_attempt}, {@code
 *     not_found}, {@code elsewhere}, {@code conflict}, {@code too_large} or {@code bad_request}
 * @param message what was found, what was expected, what to do
 */
public record ProtocolError(String code, String message) {}
