package io.orchestrator.web.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orchestrator.protocol.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** An identity provider on this machine, which lets in whomever a test says without asking them. One for all tests of a JVM. */
public final class TestProvider {

    public static final TestProvider ONE = new TestProvider();

    private final HttpServer http;
    private final RSAKey key;
    private final RSAKey stranger;
    private final Map<String, Map<String, Object>> codes = new ConcurrentHashMap<>();
    private volatile Map<String, Object> next = Map.of();
    private volatile boolean forged;

    private TestProvider() {
        try {
            key = new RSAKeyGenerator(2048).keyID("its").generate();
            stranger = new RSAKeyGenerator(2048).keyID("its").generate();
            http = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        } catch (JOSEException | IOException e) {
            throw new IllegalStateException(e);
        }
        http.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, about()));
        http.createContext("/keys", exchange -> answer(exchange, new JWKSet(key).toJSONObject()));
        http.createContext("/authorize", this::authorize);
        http.createContext("/token", this::token);
        http.setExecutor(task -> Thread.ofVirtual().start(task));
        Thread.ofPlatform().daemon().start(http::start);
    }

    public String issuer() {
        return "http://localhost:" + http.getAddress().getPort();
    }

    /** Who logs in next. */
    void isAsked(String subject, String name, Object groups) {
        next = Map.of("sub", subject, "preferred_username", name, "groups", groups);
        forged = false;
    }

    /** The next token is signed by somebody else. */
    void isForged() {
        forged = true;
    }

    private Map<String, Object> about() {
        return Map.of(
                "issuer",
                issuer(),
                "authorization_endpoint",
                issuer() + "/authorize",
                "token_endpoint",
                issuer() + "/token",
                "jwks_uri",
                issuer() + "/keys",
                "end_session_endpoint",
                issuer() + "/end",
                "subject_types_supported",
                new String[] {"public"},
                "response_types_supported",
                new String[] {"code"},
                "id_token_signing_alg_values_supported",
                new String[] {"RS256"});
    }

    private void authorize(HttpExchange exchange) throws IOException {
        var asked = fields(exchange.getRequestURI().getRawQuery());
        var claims = new HashMap<>(next);
        claims.put("nonce", asked.getOrDefault("nonce", ""));
        claims.put("aud", asked.getOrDefault("client_id", ""));
        var code = UUID.randomUUID().toString();
        codes.put(code, claims);
        var back = URI.create(asked.get("redirect_uri") + "?code=" + code + "&state=" + asked.get("state"));
        exchange.getResponseHeaders().set("Location", back.toString());
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        var asked = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var claims = codes.remove(asked.getOrDefault("code", ""));
        if (claims == null || !asked.containsKey("code_verifier")) {
            exchange.sendResponseHeaders(400, -1);
            exchange.close();
            return;
        }
        answer(
                exchange,
                Map.of("access_token", "none", "token_type", "Bearer", "expires_in", 60, "id_token", signed(claims)));
    }

    private String signed(Map<String, Object> claims) {
        var now = Instant.now();
        var set = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)));
        claims.forEach(set::claim);
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("its").build(), set.build());
            token.sign(new RSASSASigner(forged ? stranger : key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> fields(String text) {
        return Arrays.stream(text.split("&"))
                .map(part -> part.split("=", 2))
                .collect(Collectors.toMap(part -> part[0], part -> URLDecoder.decode(part[1], StandardCharsets.UTF_8)));
    }

    private static void answer(HttpExchange exchange, Map<String, Object> json) throws IOException {
        var body = Json.MAPPER.writeValueAsBytes(json);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
