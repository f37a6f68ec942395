package com.acme;

import dev.observatory.attribute.Attributes;
import dev.observatory.event.Events;
import dev.observatory.hook.ObserverErrors;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Runs a class that a test has generated in an old class-file version. */
public final class OldCode {
    private OldCode() {}

    private interface Attempt {
        Object run() throws ReflectiveOperationException;
    }

    private static void show(String what, Attempt attempt) throws ReflectiveOperationException {
        try {
            System.out.println(what + " " + attempt.run());
        } catch (InvocationTargetException thrown) {
            StackTraceElement[] trace = thrown.getCause().getStackTrace();
            System.out.println(
                    what + " " + thrown.getCause() + " at " + trace[0].getMethodName() + " of " + trace.length);
        }
    }

    private static void run(Class<?> type) throws ReflectiveOperationException {
        Method rename = type.getMethod("rename", String.class, double.class);
        show("sum", () -> type.getMethod("sum", long.class, int.class, boolean.class)
                .invoke(null, 3L, 4, true));
        Object made = type.getConstructor(int.class).newInstance(3);
        show("rename", () -> rename.invoke(made, "other", 0.5));
        for (int n : new int[] {7, 0}) {
            show("divide", () -> type.getMethod("divide", int.class).invoke(null, n));
        }
        show("construct", () -> type.getConstructor(int.class).newInstance(-3));
    }

    public static void main(String[] args) throws ReflectiveOperationException {
        Class<?> type = Class.forName(args[0]);
        run(type);
        if (args.length > 1) {
            Recorder.all();
            for (String field : new String[] {"count", "ratio", "name"}) {
                try {
                    Attributes.of(type, field)
                            .assigned()
                            .connect(change -> System.out.println(
                                    change.name() + " " + change.oldValue() + " -> " + change.newValue()));
                } catch (IllegalArgumentException notTagged) {
                    System.out.println("no annotations in class files from before Java 5");
                }
            }
            run(type);
            System.out.println(Events.of(type, "sum").isWoven() + " " + ObserverErrors.count());
        }
    }
}
