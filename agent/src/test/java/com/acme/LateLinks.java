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
 * Calls woven methods for the first time when there is hardly any stack left, each with a little more of it than the one
 * before: linking fails at every step on its way, and the first of all does so while the JDK itself is still unprepared.
 */
public final class LateLinks {
    private static final Set<String> THROWN = new TreeSet<>();
    private static IntUnaryOperator[] late;
    private static int next;
    private static int right;

    private LateLinks() {}

    /** Loaded many times. */
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
            // Goes on below, at each level once.
        }
        if (next < late.length) {
            try {
                right += late[next].applyAsInt(1);
                next++;
            } catch (StackOverflowError asItWouldHave) {
                // There was no room for the method itself.
            } catch (Throwable failure) {
                THROWN.add(failure.getClass().getName());
                next++;
            }
        }
    }

    /** Where the program's classes lie, how many are to be linked, and whether somebody listens meanwhile. */
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
