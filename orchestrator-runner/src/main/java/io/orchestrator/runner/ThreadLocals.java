package io.orchestrator.runner;

import java.lang.reflect.Field;
import java.util.List;

/**
 * Lets a thread forget its thread-local values, as its end would. Only a JVM that was started with {@code
 * --add-opens=java.base/java.lang=ALL-UNNAMED} can, and only as long as the JDK keeps them where it does.
 */
final class ThreadLocals {

    private static final List<Field> FIELDS = fields();

    private ThreadLocals() {}

    private static List<Field> fields() {
        try {
            List<Field> fields = List.of(
                    Thread.class.getDeclaredField("threadLocals"),
                    Thread.class.getDeclaredField("inheritableThreadLocals"));
            return fields.stream().allMatch(Field::trySetAccessible) ? fields : List.of();
        } catch (NoSuchFieldException e) {
            return List.of();
        }
    }

    static boolean canForget() {
        return !FIELDS.isEmpty();
    }

    /** @param thread the calling one */
    static void forget(Thread thread) throws IllegalAccessException {
        for (Field field : FIELDS) {
            field.set(thread, null);
        }
    }
}
