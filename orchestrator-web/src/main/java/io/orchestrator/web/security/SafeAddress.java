package io.orchestrator.web.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Passwords and tokens do not go over a network in the clear: a server that others reach speaks TLS, or says who does. */
@Component
class SafeAddress implements SmartInitializingSingleton {

    private final Environment environment;
    private final AccessSettings settings;

    SafeAddress(Environment environment, AccessSettings settings) {
        this.environment = environment;
        this.settings = settings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var address = environment.getProperty("server.address", "127.0.0.1");
        if (!isLoopback(address) && !speaksTls() && !settings.tlsEndsElsewhere()) {
            throw new StartRefused("""
                    server.address is %s, which others can reach, but the server does not speak TLS. Give it a certificate \
                    (server.ssl.certificate and server.ssl.certificate-private-key), or let something before it speak TLS and say \
                    so: orchestrator.tls-ends-elsewhere=true.""".formatted(address));
        }
    }

    private boolean speaksTls() {
        return environment.getProperty("server.ssl.enabled", Boolean.class, true)
                && (environment.containsProperty("server.ssl.certificate")
                        || environment.containsProperty("server.ssl.key-store")
                        || environment.containsProperty("server.ssl.bundle"));
    }

    static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // The web server tells of it when it starts.
            return false;
        }
    }
}
