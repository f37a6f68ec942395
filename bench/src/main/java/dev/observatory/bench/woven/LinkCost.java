package dev.observatory.bench.woven;

import dev.observatory.event.Event;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.FixedValue;

/**
 * What the first execution of woven methods costs: 2,000 tagged methods of 100 classes, each called twice.
 *
 * <p>Run with and without the agent; the difference of the first round, by 2,000, is the price of linking one method.
 */
public final class LinkCost {
    private static final int CLASSES = 100;
    private static final int METHODS = 20;

    private LinkCost() {}

    /**
     * Prints the nanoseconds that each round took.
     *
     * @param args none
     * @throws Exception if a class could not be made
     */
    public static void main(String[] args) throws Exception {
        List<Runnable> callers = new ArrayList<>();
        for (int i = 0; i < CLASSES; i++) {
            callers.add(caller(makeClass(i)));
        }
        long[] rounds = new long[2];
        for (int round = 0; round < rounds.length; round++) {
            long start = System.nanoTime();
            callers.forEach(Runnable::run);
            rounds[round] = System.nanoTime() - start;
        }
        System.out.println(rounds[0] / (CLASSES * METHODS) + " " + rounds[1] / (CLASSES * METHODS));
    }

    private static Class<?> makeClass(int number) {
        DynamicType.Builder<Object> type =
                new ByteBuddy().subclass(Object.class).name("generated.Linked" + number);
        for (int m = 0; m < METHODS; m++) {
            type = type.defineMethod("m" + m, Object.class, Modifier.PUBLIC | Modifier.STATIC)
                    .intercept(FixedValue.nullValue())
                    .annotateMethod(
                            AnnotationDescription.Builder.ofType(Event.class).build());
        }
        return type.make()
                .load(LinkCost.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
                .getLoaded();
    }

    /** A woven caller would link too; reflection is warmed up first, so that only the methods' own links are measured. */
    private static Runnable caller(Class<?> type) throws Exception {
        List<MethodHandle> handles = new ArrayList<>();
        for (int m = 0; m < METHODS; m++) {
            handles.add(MethodHandles.publicLookup().findStatic(type, "m" + m, MethodType.methodType(Object.class)));
        }
        return () -> {
            for (MethodHandle handle : handles) {
                try {
                    if (handle.invoke() != null) {
                        throw new IllegalStateException("Benchmark is wrong: a result that is not null");
                    }
                } catch (Throwable failure) {
                    throw new IllegalStateException(failure);
                }
            }
        };
    }
}
