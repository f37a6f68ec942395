package com.acme;

import dev.observatory.event.Event;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Calls woven methods for the first time with hardly any stack left, each with slightly more than the one before, so that
 * linking fails at each of its steps; the first time, the JDK itself is not initialized for it yet.
 */
public final class LateLinks {
    private static final Set<String> THROWN = new TreeSet<>();
    private static IntUnaryOperator[] late;
    private static int next;
    private static int right;

    private LateLinks() {}

    /** Loaded in many class loaders. */
    public static final class Late implements IntUnaryOperator {
        @Event
        @Override
        public int applyAsInt(int number) {
            return number;
        }
    }

    private static void descend() {
        try {
            descend();
        } catch (StackOverflowError atTheEdge) {
            // Continues at the next level, once per level.
        }
        if (next < late.length) {
            try {
                right += late[next].applyAsInt(1);
                next++;
            } catch (StackOverflowError asItWouldHave) {
                // There was no stack left for the method itself.
            } catch (Throwable failure) {
                THROWN.add(failure.getClass().getName());
                next++;
            }
        }
    }

    /** Takes the location of the classes, how many of them to link, and whether an observer is connected. */
    public static void main(String[] args) throws Exception {
        late = new IntUnaryOperator[Integer.parseInt(args[1])];
        for (int i = 0; i < late.length; i++) {
            ChildFirst loader =
                    new ChildFirst(LateLinks.class.getClassLoader(), List.of("com.acme.LateLinks$"), args[0]);
            late[i] = (IntUnaryOperator) loader.make(Late.class);
        }
        int[] heard = new int[1];
        if (args.length > 2) {
            Events.any(EventStatus.EXITED).connect(data -> heard[0]++);
        }
        descend();
        System.out.println("right " + (right == next) + ", thrown " + THROWN + ", tried " + next);

        if (args.length == 2) {
            Events.any(EventStatus.EXITED).connect(data -> heard[0]++);
        }
        heard[0] = 0;
        List<String> texts = new ArrayList<>();
        for (IntUnaryOperator one : late) {
            one.applyAsInt(1);
        }
        IntStream.range(0, 3).mapToObj(number -> "text " + number + late.length).forEach(texts::add);
        System.out.println(texts);
        System.err.println("heard " + heard[0]);
    }
}
