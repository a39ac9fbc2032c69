package io.orchestrator.bench.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each fault, seen from both ends. The server answers every byte with the next one. */
class LinkTest {

    private final BlockingQueue<Integer> arrived = new LinkedBlockingQueue<>();
    private ServerSocket server;
    private Link link;
    private Socket client;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        link = Link.open(
                "test",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
        client = dial();
        assertThat(ask('a')).isEqualTo('b');
        arrived.clear();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        link.close();
        server.close();
    }

    @Test
    void passesOnWhatComesInBothDirections() throws IOException {
        assertThat(ask('c')).isEqualTo('d');
        client.shutdownOutput();
        assertThat(client.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void requestsThatAreHeldArriveWhenItHeals() throws Exception {
        link.hold(Direction.REQUESTS);
        send('c');
        assertThat(arrived.poll(200, TimeUnit.MILLISECONDS)).isNull();
        assertThat(link.isFair()).isFalse();

        link.heal();

        assertThat(client.getInputStream().read()).isEqualTo('d');
    }

    @Test
    void answersThatAreHeldAreLostByAReset() throws Exception {
        link.hold(Direction.ANSWERS);
        send('c');
        assertThat(arrived.take()).isEqualTo('c');
        client.setSoTimeout(200);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

        link.reset();
        link.heal();

        assertThatThrownBy(() -> client.getInputStream().read()).hasMessageContaining("reset");
        try (Socket another = dial()) {
            another.getOutputStream().write('x');
            assertThat(another.getInputStream().read()).isEqualTo('y');
        }
    }

    @Test
    void aHalfClosedConnectionStillTakesRequests() throws Exception {
        link.halfClose();

        assertThat(client.getInputStream().read()).isEqualTo(-1);
        send('c');
        assertThat(arrived.take()).isEqualTo('c');
    }

    @Test
    void delayedPiecesCome() throws IOException {
        link.delay(Duration.ofMillis(50));

        assertThat(ask('c')).isEqualTo('d');
    }

    @Test
    void whileItRefusesNobodyGetsThrough() throws Exception {
        link.refuse();
        try (Socket another = dial()) {
            assertThatThrownBy(() -> another.getInputStream().read()).hasMessageContaining("reset");
        }

        link.heal();

        try (Socket another = dial()) {
            another.getOutputStream().write('x');
            assertThat(another.getInputStream().read()).isEqualTo('y');
        }
    }

    private Socket dial() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), link.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private void send(int letter) throws IOException {
        client.getOutputStream().write(letter);
    }

    private int ask(int letter) throws IOException {
        send(letter);
        return client.getInputStream().read();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                Thread.ofVirtual().start(() -> answer(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket connection) {
        try (connection) {
            for (int letter = connection.getInputStream().read();
                    letter >= 0;
                    letter = connection.getInputStream().read()) {
                arrived.add(letter);
                connection.getOutputStream().write(letter + 1);
            }
        } catch (IOException broken) {
            // Tests break connections.
        }
    }
}
