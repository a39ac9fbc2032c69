package io.orchestrator.web.api;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/** A request that is answered with an error: {@code {"detail": ...}}. */
public final class ApiRefusal extends RuntimeException {

    private final HttpStatus status;
    private final transient Object detail;

    private ApiRefusal(HttpStatus status, Object detail) {
        super(detail.toString(), null, false, false);
        this.status = status;
        this.detail = detail;
    }

    public static ApiRefusal notFound(String sentence) {
        return new ApiRefusal(HttpStatus.NOT_FOUND, sentence);
    }

    public static ApiRefusal badRequest(String sentence) {
        return new ApiRefusal(HttpStatus.BAD_REQUEST, sentence);
    }

    public static ApiRefusal conflict(String sentence) {
        return new ApiRefusal(HttpStatus.CONFLICT, sentence);
    }

    public static ApiRefusal of(HttpStatus status, String sentence) {
        return new ApiRefusal(status, sentence);
    }

    /** A field or parameter is wrong. */
    public static ApiRefusal invalid(InvalidField field) {
        return new ApiRefusal(HttpStatus.UNPROCESSABLE_CONTENT, List.of(field));
    }

    /** What was found wrong with a query was given in the body. */
    public ApiRefusal inBody() {
        if (!(detail instanceof List<?> fields)) {
            return this;
        }
        return new ApiRefusal(
                status,
                fields.stream()
                        .map(field ->
                                InvalidField.body(((InvalidField) field).loc().getLast(), ((InvalidField) field).msg()))
                        .toList());
    }

    public boolean isNotFound() {
        return status == HttpStatus.NOT_FOUND;
    }

    /** One sentence, also of what is wrong with a field. */
    public String sentence() {
        return detail instanceof List<?> fields
                ? fields.stream()
                        .map(field -> ((InvalidField) field).loc().getLast() + ": " + ((InvalidField) field).msg())
                        .collect(Collectors.joining("; "))
                : detail.toString();
    }

    HttpStatus status() {
        return status;
    }

    /** A sentence, or a list of {@link InvalidField}. */
    Object detail() {
        return detail;
    }
}
