package io.orchestrator.sdk;

import java.util.List;

/** The five fields: their ranges and names, and how lists, ranges and steps become a set of bits. */
enum CronField {
    MINUTE("minute", 0, 59, List.of()),
    HOUR("hour", 0, 23, List.of()),
    DAY_OF_MONTH("day-of-month", 1, 31, List.of()),
    MONTH("month", 1, 12, List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")),
    DAY_OF_WEEK("day-of-week", 0, 6, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"));

    private final String label;
    private final int min;
    private final int max;
    private final List<String> names;

    CronField(String label, int min, int max, List<String> names) {
        this.label = label;
        this.min = min;
        this.max = max;
        this.names = names;
    }

    /** A comma-separated list. */
    long parse(String list) {
        long bits = 0;
        for (String item : items(list)) {
            bits |= parseItem(item);
        }
        return bits;
    }

    List<String> items(String list) {
        List<String> items = List.of(list.split(",", -1));
        if (items.contains("")) {
            throw error(list, "has an empty list item");
        }
        return items;
    }

    /** One value, range or {@code *}, each with or without a step. */
    long parseItem(String item) {
        int slash = item.indexOf('/');
        String range = slash < 0 ? item : item.substring(0, slash);
        int step = slash < 0 ? 1 : step(item, item.substring(slash + 1));
        if (range.equals("*")) {
            return bits(min, max, step);
        }
        int dash = range.indexOf('-');
        if (dash < 0) {
            int from = value(range);
            return bits(from, slash < 0 ? from : max, step);
        }
        return bits(item, value(range.substring(0, dash)), value(range.substring(dash + 1)), step);
    }

    private long bits(String item, int from, int to, int step) {
        // Sunday also ends a week: FRI-SUN and 5-0 are as good as 5-7.
        int end = this == DAY_OF_WEEK && to == 0 && from > 0 ? 7 : to;
        if (end < from) {
            throw error(item, "ends before it starts; write two ranges, such as 22-23,0-2");
        }
        return bits(from, end, step);
    }

    private long bits(int from, int to, int step) {
        long bits = 0;
        for (int value = from; value <= to; value += step) {
            bits |= 1L << (this == DAY_OF_WEEK ? value % 7 : value);
        }
        return bits;
    }

    private int step(String item, String text) {
        int step = number(item, text);
        if (step < 1 || step > max) {
            throw error(item, "has a step that must be from 1 to " + max);
        }
        return step;
    }

    /** One value, as a number or a name; Sunday is 0, except as the number 7 where a range begins or ends. */
    int value(String text) {
        int named = names.indexOf(text);
        if (named >= 0) {
            return named + min;
        }
        int value = number(text, text);
        int top = this == DAY_OF_WEEK ? 7 : max;
        if (value < min || value > top) {
            throw error(text, "is out of range; use " + min + " to " + top);
        }
        return value;
    }

    private int number(String item, String text) {
        boolean digits = !text.isEmpty() && text.length() <= 4 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            throw error(
                    item,
                    "is not understood; use numbers" + (names.isEmpty() ? "" : " or names such as MON, JAN")
                            + ", lists 1,2, ranges 1-5 and steps */2");
        }
        return Integer.parseInt(text);
    }

    CronSyntaxException error(String item, String fault) {
        return new CronSyntaxException("the " + label + " field's '" + item + "' " + fault);
    }
}
