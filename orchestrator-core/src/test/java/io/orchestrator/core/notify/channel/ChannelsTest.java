package io.orchestrator.core.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.core.connection.ConnectionRecord;
import io.orchestrator.core.notify.DeliveryFailed;
import io.orchestrator.core.notify.Notice;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.NoticeKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChannelsTest {

    private static final UUID ID = new UUID(1, 2);

    @Test
    void aMailReachesAnSmtpServerWithAStableId() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<String>> conversation =
                    CompletableFuture.supplyAsync(() -> answer(server, "250 taken"));
            mail().send(
                            notice(),
                            smtp(
                                    server.getLocalPort(),
                                    "{\"tls\": \"none\", \"from\": \"o@example.org\", \"to\": [\"a@example.org\", \"b@example.org\"]}"));

            List<String> lines = conversation.get(20, TimeUnit.SECONDS);
            assertThat(lines)
                    .contains("MAIL FROM:<o@example.org>", "RCPT TO:<a@example.org>", "RCPT TO:<b@example.org>")
                    .contains("Message-ID: <" + ID + "@orchestrator>")
                    .contains("Subject: [orchestrator] Run r of DAG d has failed")
                    .contains("reason: boom")
                    .contains("https://pages.example.org/dags/d/runs/r%3A1");
        }
    }

    @Test
    void aMailThatIsNotTakenFailsWithoutTheServersWords() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<String>> conversation =
                    CompletableFuture.supplyAsync(() -> answer(server, "550 no s3cret mails"));
            assertThatThrownBy(
                            () -> mail().send(
                                            notice(),
                                            smtp(
                                                    server.getLocalPort(),
                                                    "{\"tls\": \"none\", \"from\": \"o@example.org\", \"to\": \"a@example.org\"}")))
                    .isInstanceOf(DeliveryFailed.class)
                    .hasMessageContaining("the SMTP server localhost did not take it")
                    .hasMessageNotContaining("s3cret");
            conversation.get(20, TimeUnit.SECONDS);
        }
        assertThatThrownBy(() -> mail().send(notice(), smtp(1, "{\"from\": \"o@example.org\"}")))
                .hasMessageContaining("\"from\" and \"to\"");
    }

    private static MailChannel mail() {
        NetworkGuard guard = new NetworkGuard(List.of("localhost"), InetAddress::getAllByName);
        return new MailChannel(guard, new Messages("https://pages.example.org/"), Duration.ofSeconds(5));
    }

    private static ConnectionRecord smtp(int port, String extra) {
        return new ConnectionRecord(
                "mail", "smtp", null, "localhost", port, null, null, null, Json.MAPPER.readTree(extra));
    }

    private static Notice notice() {
        return new Notice(
                ID,
                Instant.EPOCH,
                NoticeKind.RUN_FAILED,
                "mail",
                "d",
                "r:1",
                null,
                -1,
                "Run r of DAG d has failed",
                Json.MAPPER.createObjectNode().put("reason", "boom"));
    }

    /** A minimal SMTP server for one conversation; what it was told comes back. */
    private static List<String> answer(ServerSocket server, String verdict) {
        List<String> lines = new ArrayList<>();
        try (Socket client = server.accept();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(client.getOutputStream(), false, StandardCharsets.UTF_8)) {
            say(out, "220 test");
            boolean data = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
                if (data) {
                    data = !line.equals(".");
                    if (!data) {
                        say(out, verdict);
                    }
                } else if (line.equals("DATA")) {
                    data = true;
                    say(out, "354 go on");
                } else {
                    say(out, line.startsWith("QUIT") ? "221 bye" : "250 ok");
                }
            }
        } catch (IOException e) {
            lines.add(e.toString());
        }
        return lines;
    }

    private static void say(PrintWriter out, String line) {
        out.print(line + "\r\n");
        out.flush();
    }

    @Test
    void onlyPublicAddressesAreLetThrough() throws Exception {
        for (String address : List.of(
                "127.0.0.1",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "::7f00:1")) {
            assertThat(NetworkGuard.isInternal(InetAddress.getByName(address)))
                    .as(address)
                    .isTrue();
        }
        for (String address :
                List.of("93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:2800:220:1::1", "64:ff9b::5db8:d822")) {
            assertThat(NetworkGuard.isInternal(InetAddress.getByName(address)))
                    .as(address)
                    .isFalse();
        }
    }

    @Test
    void oneInternalAddressAmongOthersIsEnoughToRefuseAndNobodyIsAskedTwice() throws Exception {
        List<String> asked = new ArrayList<>();
        NetworkGuard guard = new NetworkGuard(List.of(), host -> {
            asked.add(host);
            return new InetAddress[] {InetAddress.getByName("93.184.216.34"), InetAddress.getByName("10.0.0.1")};
        });

        assertThatThrownBy(() -> guard.resolve("evil.example.org")).hasMessageContaining("10.0.0.1");
        assertThat(asked).containsExactly("evil.example.org");
        NetworkGuard unknown = new NetworkGuard(List.of(), host -> {
            throw new UnknownHostException(host);
        });
        assertThatThrownBy(() -> unknown.resolve("no.example.org")).hasMessageContaining("no.example.org is unknown");
    }

    @Test
    void aUrlThatIsNoneIsRefusedWithoutBeingRepeated() {
        HttpPost http = new HttpPost(
                new NetworkGuard(List.of(), InetAddress::getAllByName), Duration.ofSeconds(1), Duration.ofSeconds(1));
        for (String url : List.of("ftp://s3cret/", "s3cret", "file:///s3cret", "http:///s3cret")) {
            assertThatThrownBy(() -> http.post(URI.create(url), Map.of(), new byte[0]))
                    .isInstanceOf(DeliveryFailed.class)
                    .hasMessageContaining("is no URL")
                    .hasMessageNotContaining("s3cret");
        }
    }
}
