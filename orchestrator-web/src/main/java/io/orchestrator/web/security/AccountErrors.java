package io.orchestrator.web.security;

import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.InvalidField;
import java.util.List;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Refusals about users and tokens, in the API's shape. */
@RestControllerAdvice(annotations = ApiEndpoint.class)
@Order(10)
class AccountErrors {

    @ExceptionHandler
    ResponseEntity<Object> refused(Accounts.Refused why) {
        return why.isMissing()
                ? ResponseEntity.status(HttpStatus.NOT_FOUND).body(Map.of("detail", why.sentence()))
                : ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
                        .body(Map.of("detail", List.of(InvalidField.body(why.field(), why.sentence()))));
    }
}
