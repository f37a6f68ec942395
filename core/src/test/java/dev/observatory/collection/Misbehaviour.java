package dev.observatory.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.assertj.core.api.Assertions;

/**
 * Runs each operation of a collection with each misbehaviour of its elements and functions, at each moment at which their code
 * runs, and checks that the records of the changes are complete: replayed, they make the content.
 *
 * @param <T> the collection interface
 */
@SuppressWarnings("ReturnValueIgnored") // Calls are made for what they change.
final class Misbehaviour<T> {
    private static final int MAX_MOMENTS = 60;

    /** One collection with a copy that an observer keeps. */
    interface Subject<T> {
        T collection();

        /** Connects another observer, which copies the present content and keeps the copy. */
        void connect();

        /** Returns the contents in order, then those of each copy. */
        List<List<Object>> contents();

        /** Changes the collection once more. */
        void addOne();

        /**
         * Returns whether the content contradicts itself. The JDK's hash tables are damaged if an element changes them while
         * they compare it: they write to what is no longer part of the table. No record can describe that.
         */
        boolean isDamaged();
    }

    static final class Staged extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final Function<Boolean, Subject<T>> subjects;
    private final Function<Integer, T> models;
    private final Map<String, Consumer<T>> changes;
    private int damaged;

    /**
     * @param subjects creates an observed collection, with a first observer or without
     * @param models creates its JDK counterpart with the same content
     * @param changes what code of elements does with the collection
     */
    Misbehaviour(
            Function<Boolean, Subject<T>> subjects, Function<Integer, T> models, Map<String, Consumer<T>> changes) {
        this.subjects = subjects;
        this.models = models;
        this.changes = changes;
    }

    private Map<String, Consumer<Subject<T>>> misbehaviours() {
        Map<String, Consumer<Subject<T>>> all = new TreeMap<>();
        all.put("throws", subject -> {
            throw new Staged();
        });
        all.put("throws an error", subject -> {
            throw new StackOverflowError("staged");
        });
        all.put("throws a checked exception", subject -> Misbehaviour.<RuntimeException>sneak(new Exception("staged")));
        all.put("connects", Subject::connect);
        all.put("connects and throws", subject -> {
            subject.connect();
            throw new Staged();
        });
        changes.forEach((name, change) -> {
            all.put(name, subject -> change.accept(subject.collection()));
            all.put(name + " and throws", subject -> {
                change.accept(subject.collection());
                throw new Staged();
            });
            all.put(name + " and connects", subject -> {
                change.accept(subject.collection());
                subject.connect();
            });
        });
        return all;
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    /** Runs an operation with every misbehaviour at every moment; returns how many of these happened. */
    int run(String name, Function<T, Object> operation) {
        int happened = 0;
        for (Map.Entry<String, Consumer<Subject<T>>> each : misbehaviours().entrySet()) {
            for (boolean observed : new boolean[] {true, false}) {
                int moment = 1;
                while (moment < MAX_MOMENTS
                        && runOnce(name, operation, each.getKey(), each.getValue(), moment, observed)) {
                    happened++;
                    moment++;
                }
            }
        }
        return happened;
    }

    /** Returns how many collections have been damaged by changes in the middle of a comparison. */
    int damaged() {
        return damaged;
    }

    private boolean runOnce(
            String name,
            Function<T, Object> operation,
            String misbehaviour,
            Consumer<Subject<T>> action,
            int moment,
            boolean observed) {
        String description = "[%s] when an element [%s] at its call [%d], observed [%s]"
                .formatted(name, misbehaviour, moment, observed);
        Subject<T> subject = subjects.apply(observed);
        List<Object> before = subject.contents().get(0);
        Unruly.arm(moment, () -> action.accept(subject));
        Throwable thrown = failureOf(() -> operation.apply(subject.collection()));
        boolean happened = Unruly.disarm();
        if (subject.isDamaged()) {
            assertThat(changes.keySet()).as(description).anyMatch(misbehaviour::startsWith);
            damaged++;
            return happened;
        }
        try {
            check(subject);
            if (!misbehaviour.contains(" and ") && misbehaviour.startsWith("throws") && happened) {
                assertThat(thrown).as("the exception").isNotNull();
            }
            if (!happened) {
                compareWithModel(operation, subject, before, thrown);
            }
            subject.addOne();
            check(subject);
        } catch (Throwable wrong) {
            Assertions.fail(description + ", thrown [" + thrown + "]", wrong);
        }
        return happened;
    }

    private void compareWithModel(
            Function<T, Object> operation, Subject<T> subject, List<Object> before, Throwable thrown) {
        T model = models.apply(before.size());
        Throwable expected = failureOf(() -> operation.apply(model));
        assertThat(thrown == null ? null : thrown.getClass())
                .as("the exception")
                .isEqualTo(expected == null ? null : expected.getClass());
        assertThat(subject.collection()).as("the content").hasToString(model.toString());
    }

    private static Throwable failureOf(Runnable call) {
        try {
            call.run();
            return null;
        } catch (Throwable thrown) {
            return thrown;
        }
    }

    private static void check(Subject<?> subject) {
        List<List<Object>> contents = subject.contents();
        for (int i = 1; i < contents.size(); i++) {
            List<Object> copy = contents.get(i);
            List<Object> content = new ArrayList<>(contents.get(0));
            assertThat(copy).as("copy [%d] of the content %s", i, content).hasSameSizeAs(content);
            for (int k = 0; k < copy.size(); k++) {
                assertThat(Objects.equals(copy.get(k), content.get(k)))
                        .as("copy [%d]: %s of %s", i, copy, content)
                        .isTrue();
            }
        }
    }
}
