package io.orchestrator.runner;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What user code threw, in words; proof against exceptions that throw when they are asked. */
final class Throwables {

    private static final int LONGEST_MESSAGE = 2_000;
    private static final int LONGEST_TRACE = 32 * 1024;

    private Throwables() {}

    /** {@code ClassName: message}. */
    static String sentence(Throwable thrown) {
        return sentence(thrown, UnaryOperator.identity());
    }

    /** @param mask what it masks is masked before the rest is cut off: of half a secret nothing would know */
    static String sentence(Throwable thrown, UnaryOperator<String> mask) {
        String simple = thrown.getClass().getSimpleName();
        String name = simple.isEmpty() ? thrown.getClass().getName() : simple;
        String message = message(thrown);
        return cut(mask.apply(message == null || message.isBlank() ? name : name + ": " + message), LONGEST_MESSAGE);
    }

    /** The stack trace down to the author's first frame; what called it is of no use to the author. */
    static String trace(Throwable thrown) {
        return trace(thrown, UnaryOperator.identity());
    }

    /** @param mask as above */
    static String trace(Throwable thrown, UnaryOperator<String> mask) {
        try {
            trim(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text));
            return cut(mask.apply(text.toString()), LONGEST_TRACE);
        } catch (RuntimeException | StackOverflowError e) {
            return thrown.getClass().getName() + " (its stack trace cannot be printed: "
                    + e.getClass().getName() + ")";
        }
    }

    private static @Nullable String message(Throwable thrown) {
        try {
            return thrown.getMessage();
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static void trim(Throwable thrown, Set<Throwable> seen) {
        if (!seen.add(thrown)) {
            return;
        }
        StackTraceElement[] frames = thrown.getStackTrace();
        for (int i = 0; i < frames.length; i++) {
            if (isCaller(frames[i].getClassName())) {
                thrown.setStackTrace(Arrays.copyOf(frames, i));
                break;
            }
        }
        if (thrown.getCause() != null) {
            trim(thrown.getCause(), seen);
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            trim(suppressed, seen);
        }
    }

    private static boolean isCaller(String className) {
        return className.equals("io.orchestrator.sdk.TaskDeclarations")
                || className.equals("io.orchestrator.sdk.MapDeclarations")
                || className.equals(ArgumentReader.class.getName())
                || className.equals(TaskInvoker.class.getName())
                || className.equals(DagSourceClass.class.getName());
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + " … [cut]";
    }
}
