package io.orchestrator.web.worker;

import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.core.given.GivenUnavailable;
import io.orchestrator.protocol.worker.ProtocolError;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Answers a worker whose request is refused, or failed, with a {@link ProtocolError}. */
@RestControllerAdvice(annotations = WorkerEndpoint.class)
@Order(10)
class WorkerErrors {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerErrors.class);

    @ExceptionHandler
    ResponseEntity<byte[]> refused(Refused why) {
        return Bodies.answer(why.status(), why.error());
    }

    @ExceptionHandler
    ResponseEntity<byte[]> refused(CommandRefused why) {
        return refused(Refused.by(why));
    }

    /** The attempt fails with this sentence; nothing else does. */
    @ExceptionHandler
    ResponseEntity<byte[]> notGiven(GivenUnavailable why) {
        return refused(new Refused(409, "not_given", String.valueOf(why.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> notAnId(MethodArgumentTypeMismatchException why) {
        return refused(Refused.badRequest("'%s' is not a valid %s".formatted(why.getValue(), why.getName())));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> noDatabase(DataAccessException why, HttpServletRequest request) {
        LOG.warn("{} {} failed: {}", request.getMethod(), request.getRequestURI(), why.getMessage());
        return refused(new Refused(503, "unavailable", "The database cannot be reached: try again."));
    }
}
