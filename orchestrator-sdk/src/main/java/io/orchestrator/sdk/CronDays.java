package io.orchestrator.sdk;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Which dates the two day fields match together. */
record CronDays(List<Predicate<LocalDate>> ofMonth, List<Predicate<LocalDate>> ofWeek, boolean either) {

    static CronDays parse(String ofMonth, String ofWeek) {
        return new CronDays(parseOfMonth(ofMonth), parseOfWeek(ofWeek), restricted(ofMonth) && restricted(ofWeek));
    }

    boolean matches(LocalDate date) {
        boolean month = any(ofMonth, date);
        return either ? month || any(ofWeek, date) : month && any(ofWeek, date);
    }

    private static boolean any(List<Predicate<LocalDate>> rules, LocalDate date) {
        for (Predicate<LocalDate> rule : rules) {
            if (rule.test(date)) {
                return true;
            }
        }
        return false;
    }

    private static boolean restricted(String field) {
        return !field.contains("*") && !field.contains("?");
    }

    private static List<Predicate<LocalDate>> parseOfMonth(String field) {
        if (field.equals("?")) {
            return List.of(date -> true);
        }
        List<Predicate<LocalDate>> rules = new ArrayList<>();
        for (String item : CronField.DAY_OF_MONTH.items(field)) {
            rules.add(ofMonth(item));
        }
        return List.copyOf(rules);
    }

    private static Predicate<LocalDate> ofMonth(String item) {
        if (item.equals("LW")) {
            return date -> date.getDayOfMonth() == nearestWeekday(date, date.lengthOfMonth());
        }
        if (item.equals("L")) {
            return date -> date.getDayOfMonth() == date.lengthOfMonth();
        }
        if (item.startsWith("L-")) {
            int before = CronField.DAY_OF_MONTH.value(item.substring(2));
            return date -> date.getDayOfMonth() == date.lengthOfMonth() - before;
        }
        if (item.endsWith("W")) {
            int day = CronField.DAY_OF_MONTH.value(item.substring(0, item.length() - 1));
            return date -> day <= date.lengthOfMonth() && date.getDayOfMonth() == nearestWeekday(date, day);
        }
        long bits = CronField.DAY_OF_MONTH.parseItem(item);
        return date -> (bits >>> date.getDayOfMonth() & 1) == 1;
    }

    /** The day from Monday to Friday that is nearest to the given day, within the date's month. */
    private static int nearestWeekday(LocalDate month, int day) {
        DayOfWeek weekday = month.withDayOfMonth(day).getDayOfWeek();
        return switch (weekday) {
            case SATURDAY -> day == 1 ? 3 : day - 1;
            case SUNDAY -> day == month.lengthOfMonth() ? day - 2 : day + 1;
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> day;
        };
    }

    private static List<Predicate<LocalDate>> parseOfWeek(String field) {
        if (field.equals("?")) {
            return List.of(date -> true);
        }
        List<Predicate<LocalDate>> rules = new ArrayList<>();
        for (String item : CronField.DAY_OF_WEEK.items(field)) {
            rules.add(ofWeek(item));
        }
        return List.copyOf(rules);
    }

    private static Predicate<LocalDate> ofWeek(String item) {
        int hash = item.indexOf('#');
        if (hash >= 0) {
            int weekday = CronField.DAY_OF_WEEK.value(item.substring(0, hash)) % 7;
            int nth = nth(item, item.substring(hash + 1));
            return date -> weekday(date) == weekday && (date.getDayOfMonth() - 1) / 7 + 1 == nth;
        }
        if (item.equals("L")) {
            throw CronField.DAY_OF_WEEK.error(item, "must name its day, such as FRIL for the last Friday");
        }
        if (item.endsWith("L")) {
            int weekday = CronField.DAY_OF_WEEK.value(item.substring(0, item.length() - 1)) % 7;
            return date -> weekday(date) == weekday && date.getDayOfMonth() > date.lengthOfMonth() - 7;
        }
        long bits = CronField.DAY_OF_WEEK.parseItem(item);
        return date -> (bits >>> weekday(date) & 1) == 1;
    }

    private static int nth(String item, String text) {
        if (text.length() != 1 || text.charAt(0) < '1' || text.charAt(0) > '5') {
            throw CronField.DAY_OF_WEEK.error(item, "must have a number from 1 to 5 after its #");
        }
        return text.charAt(0) - '0';
    }

    private static int weekday(LocalDate date) {
        return date.getDayOfWeek().getValue() % 7;
    }
}
