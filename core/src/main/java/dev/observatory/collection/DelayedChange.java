package dev.observatory.collection;

import dev.observatory.hook.EventHook;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A change that is emitted some time after it happened: a batch, or one that waits for its turn.
 *
 * <p>Whoever connects in the meantime has seen a part of it in the collection. Each step therefore has a mark of the
 * observers that were connected when it happened, and an observer receives only the steps after it had connected.
 *
 * @param <C> the family of the changes
 */
final class DelayedChange<C> {
    private final @Nullable PendingChange<C, ?> single;
    private final @Nullable Object kindMark;
    private final Function<List<C>, C> merge;
    private final List<C> steps = new ArrayList<>(1);
    private final Marks<C> ofChanged;
    private @Nullable Marks<C> ofViews;

    /** The observers of a hook when the first step happened, and those of each later step that has others. */
    private static final class Marks<C> {
        private final EventHook<C> hook;
        private final List<Object> marks = new ArrayList<>(1);
        private final List<Integer> firstSteps = new ArrayList<>(1);

        Marks(EventHook<C> hook) {
            this.hook = hook;
        }

        void add(int step) {
            Object now = hook.mark();
            if (marks.isEmpty() || marks.get(marks.size() - 1) != now) {
                marks.add(now);
                firstSteps.add(step);
            }
        }

        @Nullable
        Throwable emit(IntFunction<C> changeSince, @Nullable Throwable earlier) {
            if (marks.size() == 1) {
                return Failures.emit(hook, marks.get(0), changeSince.apply(firstSteps.get(0)), earlier);
            }
            try {
                hook.emitSince(marks, mark -> changeSince.apply(firstSteps.get(mark)));
                return earlier;
            } catch (VirtualMachineError fatal) {
                throw Failures.afterEarlier(earlier, fatal);
            } catch (Throwable thrown) {
                return Failures.joined(earlier, thrown);
            }
        }
    }

    private DelayedChange(@Nullable PendingChange<C, ?> single, EventHook<C> changed, Function<List<C>, C> merge) {
        this.single = single;
        this.kindMark = single == null ? null : single.kindMark();
        this.merge = merge;
        this.ofChanged = new Marks<>(changed);
    }

    /** Returns a batch without any step yet. */
    static <C> DelayedChange<C> batch(EventHook<C> changed, Function<List<C>, C> merge) {
        return new DelayedChange<>(null, changed, merge);
    }

    static <C> DelayedChange<C> waiting(
            PendingChange<C, ?> pending,
            EventHook<C> changed,
            @Nullable EventHook<C> views,
            Function<List<C>, C> merge) {
        DelayedChange<C> waiting = new DelayedChange<>(pending, changed, merge);
        waiting.add(pending.change(), views);
        return waiting;
    }

    void add(C step, @Nullable EventHook<C> views) {
        int index = steps.size();
        steps.add(step);
        ofChanged.add(index);
        if (views != null) {
            if (ofViews == null) {
                ofViews = new Marks<>(views);
            }
            ofViews.add(index);
        }
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    /** Emits this change; returns all failures as one. */
    @Nullable
    Throwable emit(@Nullable Throwable earlier) {
        @Nullable Throwable failure = earlier;
        if (ofViews != null) {
            failure = ofViews.emit(this::since, failure);
        }
        if (single != null) {
            failure = single.emitKind(kindMark, failure);
        }
        return ofChanged.emit(this::since, failure);
    }

    private C since(int step) {
        return single != null ? single.change() : merge.apply(steps.subList(step, steps.size()));
    }
}
