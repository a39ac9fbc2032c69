package io.orchestrator.worker.exchange;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.worker.ProtocolError;
import io.orchestrator.worker.exchange.ExchangeException.Refused;
import io.orchestrator.worker.exchange.ExchangeException.SessionOver;
import io.orchestrator.worker.exchange.ExchangeException.Unreachable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** HTTP calls: a time limit over all of one, and an answer sorted into good, refused, over and unreachable. Thread-safe. */
final class HttpCalls implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(3);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /**
     * @param server its scheme, host and port
     * @param path from the server's root, with its leading slash
     * @param token null: without one
     * @param body null: without one
     */
    record Call(
            URI server,
            String method,
            String path,
            @Nullable String token,
            @Nullable Object body,
            Duration limit) {}

    /** The whole answer's body; empty for 204. */
    byte[] send(Call call) throws SessionOver, Refused, Unreachable, InterruptedException {
        HttpResponse<byte[]> response = exchange(call, BodyHandlers.ofByteArray());
        check(call, response.statusCode(), response.body());
        return response.body();
    }

    /** The answer's body as it comes; only the wait for its beginning is limited. The caller closes it. */
    InputStream open(Call call) throws SessionOver, Refused, Unreachable, InterruptedException {
        HttpResponse<InputStream> response = exchange(call, BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            check(call, response.statusCode(), drained(response.body()));
            throw new Refused("bad_request", called(call) + " was answered with status " + response.statusCode());
        }
        return response.body();
    }

    /** Begins a link; the call's limit is for its answer. */
    static LinkSocket link(Call call, Duration silence) throws SessionOver, Refused, Unreachable {
        try {
            return LinkSocket.open(
                    call.server(),
                    call.path(),
                    String.valueOf(call.token()),
                    new LinkSocket.Patience(CONNECT, call.limit(), silence));
        } catch (LinkSocket.NoLink e) {
            check(call, e.status, e.body);
            throw unreachable(call, called(call) + " failed: " + reason(e), e);
        } catch (IOException e) {
            throw unreachable(call, called(call) + " failed: " + reason(e), e);
        }
    }

    private <T> HttpResponse<T> exchange(Call call, BodyHandler<T> handler) throws Unreachable, InterruptedException {
        CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request(call), handler);
        try {
            return answer.get(call.limit().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unreachable(call, called(call) + " had no answer within " + call.limit(), null);
        } catch (ExecutionException e) {
            throw unreachable(call, called(call) + " failed: " + reason(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    private static HttpRequest request(Call call) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(call.server().resolve(call.path()));
        if (call.token() != null) {
            builder.header("Authorization", "Bearer " + call.token());
        }
        if (call.body() == null) {
            return builder.method(call.method(), BodyPublishers.noBody()).build();
        }
        byte[] json = Json.MAPPER.writeValueAsBytes(call.body());
        return builder.header("Content-Type", "application/json")
                .method(call.method(), BodyPublishers.ofByteArray(json))
                .build();
    }

    private static void check(Call call, int status, byte[] body) throws SessionOver, Refused, Unreachable {
        if (status / 100 == 2) {
            return;
        }
        ProtocolError error = error(body);
        boolean later = status >= 500 || status == 408 || status == 429;
        if (error == null && status == 413) {
            throw new Refused("too_large", called(call) + " was answered with status 413");
        }
        // What is not our server's own answer, such as a proxy's page, says nothing about the request.
        if (error == null || later) {
            throw unreachable(call, called(call) + " was answered with status " + status, null);
        }
        if (error.code().equals("session_over")) {
            throw new SessionOver(error.message());
        }
        throw new Refused(error.code(), error.message());
    }

    private static @Nullable ProtocolError error(byte[] body) {
        try {
            ProtocolError error = Json.MAPPER.readValue(body, ProtocolError.class);
            return error != null && error.code() != null && error.message() != null ? error : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static Unreachable unreachable(Call call, String message, @Nullable Throwable cause) {
        return new Unreachable(message + " (" + call.server() + ")", cause);
    }

    private static byte[] drained(InputStream body) throws Unreachable {
        try (body) {
            return body.readNBytes(64 * 1024);
        } catch (IOException e) {
            throw new Unreachable("The error's text could not be read: " + reason(e), e);
        }
    }

    private static String called(Call call) {
        return call.method() + " " + call.path();
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause == null) {
            return "no reason known";
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
