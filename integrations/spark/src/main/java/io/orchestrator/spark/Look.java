package io.orchestrator.spark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a master knows.
 *
 * @param at by its clock
 */
record Look(Instant at, List<App> apps, List<Driver> drivers) {

    private static final Set<String> OPEN = Set.of("SUBMITTED", "WAITING", "RUNNING", "RELAUNCHING");

    record App(String id, String name, Instant started, String state) {
        boolean isOpen() {
            return OPEN.contains(state);
        }
    }

    record Driver(String id, String mainClass, Instant started, String state) {
        boolean isOpen() {
            return OPEN.contains(state);
        }
    }

    /** Of the JSON that the master's page gives too. */
    static Look of(Instant at, Map<String, ?> json) {
        List<App> apps = new ArrayList<>();
        for (Map<?, ?> each : objects(json, "activeapps", "completedapps")) {
            apps.add(new App(text(each, "id"), text(each, "name"), time(each), text(each, "state")));
        }
        List<Driver> drivers = new ArrayList<>();
        for (Map<?, ?> each : objects(json, "activedrivers", "completeddrivers")) {
            drivers.add(new Driver(text(each, "id"), text(each, "mainclass"), time(each), text(each, "state")));
        }
        return new Look(at, apps, drivers);
    }

    Optional<App> named(String name) {
        return apps.stream().filter(app -> app.name.equals(name)).max(Comparator.comparing(App::started));
    }

    Optional<Driver> driver(String id) {
        return drivers.stream().filter(driver -> driver.id.equals(id)).findFirst();
    }

    /** A master does not say whose driver is whose: it is that of the main class that began last before the application did. */
    Optional<Driver> driverOf(App app, String mainClass) {
        return drivers.stream()
                .filter(driver -> driver.mainClass.equals(mainClass) && !driver.started.isAfter(app.started))
                .max(Comparator.comparing(Driver::started));
    }

    /** Whether a driver of the main class is so young that its application may not have told its name yet. */
    boolean hasYoungDriver(String mainClass, Duration age) {
        return drivers.stream()
                .anyMatch(driver ->
                        driver.isOpen() && driver.mainClass.equals(mainClass) && driver.started.isAfter(at.minus(age)));
    }

    private static List<Map<?, ?>> objects(Map<String, ?> json, String... keys) {
        List<Map<?, ?>> objects = new ArrayList<>();
        for (String key : keys) {
            if (json.get(key) instanceof List<?> list) {
                for (Object each : list) {
                    if (each instanceof Map<?, ?> object) {
                        objects.add(object);
                    }
                }
            }
        }
        return objects;
    }

    private static String text(Map<?, ?> object, String key) {
        return String.valueOf(object.get(key));
    }

    private static Instant time(Map<?, ?> object) {
        return switch (object.get("starttime")) {
            case Number millis -> Instant.ofEpochMilli(millis.longValue());
            case String millis when millis.matches("\\d{1,15}") -> Instant.ofEpochMilli(Long.parseLong(millis));
            case null, default -> Instant.EPOCH;
        };
    }
}
