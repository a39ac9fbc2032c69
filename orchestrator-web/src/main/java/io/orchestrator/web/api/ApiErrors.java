package io.orchestrator.web.api;

import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.core.secret.SecretUnavailable;
import io.orchestrator.web.error.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Every refusal and every fault of the API in Airflow's shape, {@code {"detail": ...}}, never with a stack trace. */
@RestControllerAdvice(annotations = ApiEndpoint.class)
@Order(20)
class ApiErrors {

    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    @ExceptionHandler
    ResponseEntity<Object> refused(ApiRefusal why) {
        return answer(why.status(), why.detail());
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(CommandRefused why) {
        return answer(Refusals.status(why.kind()), Refusals.sentence(why));
    }

    @ExceptionHandler
    ResponseEntity<Object> noSecret(SecretUnavailable why) {
        return answer(HttpStatus.CONFLICT, String.valueOf(why.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<Object> notJson(HttpMessageNotReadableException why) {
        return answer(
                HttpStatus.UNPROCESSABLE_CONTENT,
                List.of(new InvalidField(
                        List.of("body"),
                        "The body is missing or is no valid JSON: expected a JSON object",
                        "json_invalid")));
    }

    @ExceptionHandler
    ResponseEntity<Object> wrongType(MethodArgumentTypeMismatchException why) {
        return answer(
                HttpStatus.UNPROCESSABLE_CONTENT,
                List.of(InvalidField.path(
                        why.getName(), "'%s' is not what this part of the address expects".formatted(why.getValue()))));
    }

    @ExceptionHandler({DataAccessException.class, CannotCreateTransactionException.class})
    ResponseEntity<Object> noDatabase(Exception why, HttpServletRequest request) {
        LOG.warn("{} {} failed", request.getMethod(), request.getRequestURI(), why);
        return answer(HttpStatus.SERVICE_UNAVAILABLE, "The database did not answer: try again.");
    }

    @ExceptionHandler
    ResponseEntity<Object> fault(Exception why, HttpServletRequest request) throws Exception {
        if (why instanceof ErrorResponse known) {
            return answer(
                    known.getStatusCode(),
                    "%s %s is not possible like that".formatted(request.getMethod(), request.getRequestURI()));
        }
        if (why instanceof AccessDeniedException) {
            throw why;
        }
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), why);
        return answer(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "The server failed at this request. Its log tells why; trying again is safe.");
    }

    private static ResponseEntity<Object> answer(HttpStatusCode status, Object detail) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("detail", detail));
    }
}
