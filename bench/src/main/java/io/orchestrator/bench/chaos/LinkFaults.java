package io.orchestrator.bench.chaos;

import io.orchestrator.bench.proxy.Direction;
import io.orchestrator.bench.proxy.Link;
import java.time.Duration;
import java.util.List;

/** What happens to connections. Each is false when all links in question are broken already. */
final class LinkFaults {

    private static final Duration SLOW = Duration.ofMillis(60);

    private final ChaosNetwork network;
    private final Repairs repairs;

    LinkFaults(ChaosNetwork network, Repairs repairs) {
        this.network = network;
        this.repairs = repairs;
    }

    boolean refuse(Fault fault, List<Link> links) {
        return one(fault, links, Link::refuse);
    }

    boolean halfClose(Fault fault, List<Link> links) {
        return one(fault, links, Link::halfClose);
    }

    boolean delay(Fault fault, List<Link> links) {
        return one(fault, links, link -> link.delay(SLOW));
    }

    boolean hold(Fault fault, List<Link> links) {
        return one(fault, links, LinkFaults::hold);
    }

    /** One worker reaches no server at all. */
    boolean partition(Fault fault) {
        String worker = "worker-%d ".formatted(1 + fault.victim() % Profile.WORKERS);
        List<Link> links = fair(network.toServers()).stream()
                .filter(link -> link.name().startsWith(worker))
                .toList();
        links.forEach(link -> breakUntilMended(fault, link, LinkFaults::hold));
        return !links.isEmpty();
    }

    /** What was asked is done, and nobody learns of it. */
    boolean loseAnswers(Fault fault, List<Link> links) {
        List<Link> fair = fair(links);
        if (fair.isEmpty()) {
            return false;
        }
        Link link = fair.get(fault.victim() % fair.size());
        link.hold(Direction.ANSWERS);
        repairs.after(fault.lasts().dividedBy(4), link.name(), () -> {
            link.reset();
            link.heal();
        });
        return true;
    }

    private interface Damage {
        void to(Link link);
    }

    private boolean one(Fault fault, List<Link> links, Damage damage) {
        List<Link> fair = fair(links);
        if (fair.isEmpty()) {
            return false;
        }
        breakUntilMended(fault, fair.get(fault.victim() % fair.size()), damage);
        return true;
    }

    private void breakUntilMended(Fault fault, Link link, Damage damage) {
        damage.to(link);
        repairs.after(fault.lasts(), link.name(), link::heal);
    }

    private static void hold(Link link) {
        link.hold(Direction.REQUESTS);
        link.hold(Direction.ANSWERS);
    }

    /** Half-closed ones look well and are not: what is to be mended counts too. */
    private List<Link> fair(List<Link> links) {
        return links.stream()
                .filter(link -> link.isFair() && !repairs.isBroken(link.name()))
                .toList();
    }
}
