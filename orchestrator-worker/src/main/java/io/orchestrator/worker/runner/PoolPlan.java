package io.orchestrator.worker.runner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which runners to start and which idle ones to end, decided from who is there and who is wished for.
 *
 * @param <R> names a runner
 */
record PoolPlan<R>(List<Wish> start, List<R> end) {

    /** What a runner is doing. */
    enum State {
        STARTING,
        IDLE,
        BUSY
    }

    /**
     * @param idleSince of the monotonic clock; only looked at while idle
     */
    record Member<R>(R runner, RunnerKey key, State state, long idleSince) {}

    /**
     * @param needed an attempt that has its slot waits for each of these: they are started even beyond the limit
     * @param ahead attempts that will get a slot later: only started within the limit
     * @param limit how many runners there should be at most
     */
    static <R> PoolPlan<R> of(List<Member<R>> members, List<Wish> needed, List<Wish> ahead, int limit) {
        List<Member<R>> starting = new ArrayList<>(with(members, State.STARTING));
        List<Wish> unmet =
                needed.stream().filter(wish -> !claim(starting, wish)).toList();
        List<Member<R>> idle = new ArrayList<>(with(members, State.IDLE));
        idle.sort(Comparator.comparingLong(Member::idleSince));
        List<Wish> unmetAhead = unmetAhead(members, unmet, ahead, idle, starting);

        PoolPlan<R> plan = new PoolPlan<>(new ArrayList<>(unmet), new ArrayList<>());
        int alive = members.size() + unmet.size();
        while (alive > limit && !idle.isEmpty()) {
            plan.end.add(idle.removeFirst().runner());
            alive--;
        }
        for (Wish wish : unmetAhead) {
            if (alive >= limit && !idle.isEmpty()) {
                plan.end.add(idle.removeFirst().runner());
                alive--;
            }
            if (alive < limit) {
                plan.start.add(wish);
                alive++;
            }
        }
        return plan;
    }

    /**
     * An attempt that waits will find a warm runner of its kind if there is one, busy or not; one that wants a fresh runner
     * needs one that nobody has used. Idle runners that serve a wish are taken out of the idle ones, so they are kept.
     */
    private static <R> List<Wish> unmetAhead(
            List<Member<R>> members,
            List<Wish> unmet,
            List<Wish> ahead,
            List<Member<R>> idle,
            List<Member<R>> starting) {
        Set<RunnerKey> coming = new HashSet<>();
        members.forEach(member -> coming.add(member.key()));
        unmet.forEach(wish -> coming.add(wish.key()));
        List<Wish> open = new ArrayList<>();
        for (Wish wish : ahead) {
            boolean kept = claim(idle, wish);
            boolean fresh = wish.key().spec().fresh();
            boolean met = kept || (fresh ? claim(starting, wish) : !coming.add(wish.key()));
            if (!met) {
                open.add(wish);
            }
        }
        return open;
    }

    private static <R> List<Member<R>> with(List<Member<R>> members, State state) {
        return members.stream().filter(member -> member.state() == state).toList();
    }

    private static <R> boolean claim(List<Member<R>> members, Wish wish) {
        for (Member<R> member : members) {
            if (member.key().equals(wish.key())) {
                return members.remove(member);
            }
        }
        return false;
    }
}
