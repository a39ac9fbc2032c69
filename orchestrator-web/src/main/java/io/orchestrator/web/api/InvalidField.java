package io.orchestrator.web.api;

import java.util.List;

/**
 * One thing that is wrong with a request.
 *
 * @param loc where: {@code [query, limit]} or {@code [body, conf]}
 * @param msg what was found and what was expected
 * @param type a word for programs
 */
public record InvalidField(List<String> loc, String msg, String type) {

    public static InvalidField query(String name, String message) {
        return new InvalidField(List.of("query", name), message, "value_error");
    }

    public static InvalidField path(String name, String message) {
        return new InvalidField(List.of("path", name), message, "value_error");
    }

    public static InvalidField body(String name, String message) {
        return new InvalidField(List.of("body", name), message, "value_error");
    }
}
