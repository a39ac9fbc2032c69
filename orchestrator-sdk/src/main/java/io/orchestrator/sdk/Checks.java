package io.orchestrator.sdk;

import java.time.Duration;
import java.time.ZoneId;
import java.util.regex.Pattern;

/** Rules that several parts of a definition share. */
final class Checks {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,200}");
    private static final Duration LONGEST = Duration.ofDays(3650);

    private Checks() {}

    static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    static String idMend() {
        return "use 1 to 200 of the characters A-Z a-z 0-9 _ . -";
    }

    static void id(String what, String id) {
        if (!isId(id)) {
            throw DagDefinitionException.of("the " + what + " '" + id + "' has an illegal name; " + idMend());
        }
    }

    static void name(String what, String name, int longest) {
        if (name.isBlank() || name.length() > longest) {
            throw DagDefinitionException.of(
                    "the " + what + " '" + name + "' has an illegal name; use 1 to " + longest + " characters");
        }
    }

    static Duration duration(String what, Duration value) {
        if (!value.isPositive()) {
            throw DagDefinitionException.of(what + " is " + value + "; use a duration longer than zero");
        }
        if (value.compareTo(LONGEST) > 0) {
            throw DagDefinitionException.of(what + " is " + value + "; use at most " + LONGEST.toDays() + " days");
        }
        return value;
    }

    static Duration zeroOrLonger(String what, Duration value) {
        return value.isZero() ? value : duration(what, value);
    }

    static int atLeast(int least, String what, int value) {
        if (value < least) {
            throw DagDefinitionException.of(what + " is " + value + "; use " + least + " or more");
        }
        return value;
    }

    static ZoneId zone(String id) {
        if (!ZoneId.getAvailableZoneIds().contains(id)) {
            throw DagDefinitionException.of(
                    "the time zone '" + id + "' is unknown; use an IANA zone id such as Europe/Berlin or UTC");
        }
        return ZoneId.of(id);
    }

    /** Refuses what has no instants that the server could compute as a part of another schedule. */
    static void fires(String what, Schedule schedule) {
        switch (schedule) {
            case Manual manual -> throw cannot(what, "Manual");
            case Once once -> throw cannot(what, "Once");
            case Continuous continuous -> throw cannot(what, "Continuous");
            case CustomTimetable custom -> throw cannot(what, "CustomTimetable");
            case Cron cron -> {}
            case Every every -> {}
            case Events events -> {}
            case Recurrence recurrence -> {}
            case AnyOf any -> {}
            case Except except -> {}
            case OnAssets assets -> throw cannot(what, "OnAssets");
        }
    }

    private static DagDefinitionException cannot(String what, String schedule) {
        return DagDefinitionException.of(
                what + " cannot be used with " + schedule + "; use it with Cron, Every, Events or Recurrence");
    }
}
