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

/** One HTTP call: a time limit over all of it, and an answer sorted into good, refused, over and unreachable. */
final class HttpCalls implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(3);

    private final ServerUrls servers;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    HttpCalls(ServerUrls servers) {
        this.servers = servers;
    }

    /**
     * @param path from the server's root, with its leading slash
     * @param token null: without one
     * @param body null: without one
     */
    record Call(
            String method,
            String path,
            @Nullable String token,
            @Nullable Object body,
            Duration limit) {}

    /** The whole answer's body; empty for 204. */
    byte[] send(Call call) throws SessionOver, Refused, Unreachable, InterruptedException {
        URI server = servers.current();
        HttpResponse<byte[]> response = exchange(server, call, BodyHandlers.ofByteArray());
        check(server, call, response.statusCode(), response.body());
        return response.body();
    }

    /** The answer's body as it comes; only the wait for its beginning is limited. The caller closes it. */
    InputStream open(Call call) throws SessionOver, Refused, Unreachable, InterruptedException {
        URI server = servers.current();
        HttpResponse<InputStream> response = exchange(server, call, BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            check(server, call, response.statusCode(), drained(response.body()));
            throw new Refused("bad_request", called(call) + " was answered with status " + response.statusCode());
        }
        return response.body();
    }

    private <T> HttpResponse<T> exchange(URI server, Call call, BodyHandler<T> handler)
            throws Unreachable, InterruptedException {
        CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request(server, call), handler);
        try {
            return answer.get(call.limit().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unreachable(server, called(call) + " had no answer within " + call.limit(), null);
        } catch (ExecutionException e) {
            throw unreachable(server, called(call) + " failed: " + reason(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    private static HttpRequest request(URI server, Call call) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(server.resolve(call.path()));
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

    private void check(URI server, Call call, int status, byte[] body) throws SessionOver, Refused, Unreachable {
        if (status / 100 == 2) {
            return;
        }
        ProtocolError error = error(call, status, body);
        if (status >= 500 || status == 408 || status == 429) {
            throw unreachable(server, called(call) + " was answered with status " + status, null);
        }
        if (status == 410 || error.code().equals("session_over")) {
            throw new SessionOver(error.message());
        }
        throw new Refused(error.code(), error.message());
    }

    private static ProtocolError error(Call call, int status, byte[] body) {
        try {
            ProtocolError error = Json.MAPPER.readValue(body, ProtocolError.class);
            if (error != null && error.code() != null && error.message() != null) {
                return error;
            }
        } catch (JacksonException e) {
            // A proxy's page, perhaps: the status has to do.
        }
        String code = status == 401 || status == 403 ? "unauthorized" : "bad_request";
        return new ProtocolError(code, called(call) + " was answered with status " + status);
    }

    private Unreachable unreachable(URI server, String message, @Nullable Throwable cause) {
        servers.leave(server);
        return new Unreachable(message + " (" + server + ")", cause);
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
