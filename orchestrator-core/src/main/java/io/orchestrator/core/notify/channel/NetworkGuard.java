package io.orchestrator.core.notify.channel;

import io.orchestrator.core.notify.DeliveryFailed;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Keeps who may edit a channel from reaching into the server's own network: only public addresses are connected to, unless a host is
 * allowed by name. A connection goes to the very address that was checked, so that no second answer of a name server counts.
 */
public final class NetworkGuard {

    private final Set<String> allowed;
    private final Resolver resolver;

    /** Asks for the addresses of a host. */
    @FunctionalInterface
    public interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** @param allowed hosts that may have any address, as channels name them */
    public NetworkGuard(Collection<String> allowed, Resolver resolver) {
        this.allowed = Set.copyOf(allowed);
        this.resolver = resolver;
    }

    /**
     * The addresses that may be connected to.
     *
     * @throws DeliveryFailed if there is none, or one of them is not public
     */
    List<InetAddress> resolve(String host) throws DeliveryFailed {
        InetAddress[] addresses;
        try {
            addresses = resolver.resolve(host);
        } catch (UnknownHostException e) {
            throw new DeliveryFailed("the host " + host + " is unknown");
        }
        for (InetAddress address : addresses) {
            if (!allowed.contains(host) && isInternal(address)) {
                throw new DeliveryFailed("the host " + host + " has the internal address " + address.getHostAddress()
                        + "; if that is meant, add it to orchestrator.notify.internal-hosts");
            }
        }
        return List.of(addresses);
    }

    static boolean isInternal(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || (address instanceof Inet6Address ? isInternal6(bytes) : isInternal4(bytes, 0));
    }

    /** This network, shared address space, benchmarks and what is reserved: no public host is there. */
    private static boolean isInternal4(byte[] bytes, int from) {
        int first = bytes[from] & 0xFF;
        int second = bytes[from + 1] & 0xFF;
        return first == 0
                || first == 10
                || first == 127
                || (first == 100 && second >= 64 && second < 128)
                || (first == 169 && second == 254)
                || (first == 172 && second >= 16 && second < 32)
                || (first == 192 && second == 168)
                || (first == 192 && second == 0 && bytes[from + 2] == 0)
                || (first == 198 && (second == 18 || second == 19))
                || first >= 224;
    }

    /** Unique local addresses, and those that carry an IPv4 address: compatible, NAT64, 6to4. */
    private static boolean isInternal6(byte[] bytes) {
        boolean uniqueLocal = (bytes[0] & 0xFE) == 0xFC;
        boolean nat64 = bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xFF) == 0xFF && (bytes[3] & 0xFF) == 0x9B;
        boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
        boolean compatible = true;
        for (int i = 0; i < 12; i++) {
            compatible &= bytes[i] == 0;
        }
        return uniqueLocal || compatible || (nat64 && isInternal4(bytes, 12)) || (sixToFour && isInternal4(bytes, 2));
    }
}
