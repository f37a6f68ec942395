package dev.observatory.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Derived nodes with declared inputs, one class for each number of them. The list of links holds the inputs, so that a
 * node needs no field for them.
 *
 * @param <T> the type of the value
 */
abstract sealed class DeclaredDerived<T extends @Nullable Object> extends Derived<T> {

    DeclaredDerived(Engine engine, Object function) {
        super(engine, 0, function);
    }

    static final class Of1<T extends @Nullable Object> extends DeclaredDerived<T> {
        Of1(Engine engine, Object function) {
            super(engine, function);
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // There are as many links as inputs, of their types.
        T evaluate() {
            return (T) ((Function<Object, Object>) function).apply(deps.dep.now());
        }
    }

    static final class Of2<T extends @Nullable Object> extends DeclaredDerived<T> {
        Of2(Engine engine, Object function) {
            super(engine, function);
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // There are as many links as inputs, of their types.
        T evaluate() {
            Link first = deps;
            Link second = first.nextDep;
            return (T) ((BiFunction<Object, Object, Object>) function).apply(first.dep.now(), second.dep.now());
        }
    }

    static final class Of3<T extends @Nullable Object> extends DeclaredDerived<T> {
        Of3(Engine engine, Object function) {
            super(engine, function);
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // There are as many links as inputs, of their types.
        T evaluate() {
            Link first = deps;
            Link second = first.nextDep;
            Link third = second.nextDep;
            return (T) ((Function3<Object, Object, Object, Object>) function)
                    .apply(first.dep.now(), second.dep.now(), third.dep.now());
        }
    }

    static final class Of4<T extends @Nullable Object> extends DeclaredDerived<T> {
        Of4(Engine engine, Object function) {
            super(engine, function);
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // There are as many links as inputs, of their types.
        T evaluate() {
            Link first = deps;
            Link second = first.nextDep;
            Link third = second.nextDep;
            Link fourth = third.nextDep;
            return (T) ((Function4<Object, Object, Object, Object, Object>) function)
                    .apply(first.dep.now(), second.dep.now(), third.dep.now(), fourth.dep.now());
        }
    }

    static final class Of5<T extends @Nullable Object> extends DeclaredDerived<T> {
        Of5(Engine engine, Object function) {
            super(engine, function);
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // There are as many links as inputs, of their types.
        T evaluate() {
            Link first = deps;
            Link second = first.nextDep;
            Link third = second.nextDep;
            Link fourth = third.nextDep;
            Link fifth = fourth.nextDep;
            return (T) ((Function5<Object, Object, Object, Object, Object, Object>) function)
                    .apply(first.dep.now(), second.dep.now(), third.dep.now(), fourth.dep.now(), fifth.dep.now());
        }
    }

    static final class Of6<T extends @Nullable Object> extends DeclaredDerived<T> {
        Of6(Engine engine, Object function) {
            super(engine, function);
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // There are as many links as inputs, of their types.
        T evaluate() {
            Link first = deps;
            Link second = first.nextDep;
            Link third = second.nextDep;
            Link fourth = third.nextDep;
            Link fifth = fourth.nextDep;
            Link sixth = fifth.nextDep;
            return (T) ((Function6<Object, Object, Object, Object, Object, Object, Object>) function)
                    .apply(
                            first.dep.now(),
                            second.dep.now(),
                            third.dep.now(),
                            fourth.dep.now(),
                            fifth.dep.now(),
                            sixth.dep.now());
        }
    }

    static final class Of7<T extends @Nullable Object> extends DeclaredDerived<T> {
        Of7(Engine engine, Object function) {
            super(engine, function);
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // There are as many links as inputs, of their types.
        T evaluate() {
            Link first = deps;
            Link second = first.nextDep;
            Link third = second.nextDep;
            Link fourth = third.nextDep;
            Link fifth = fourth.nextDep;
            Link sixth = fifth.nextDep;
            Link seventh = sixth.nextDep;
            return (T) ((Function7<Object, Object, Object, Object, Object, Object, Object, Object>) function)
                    .apply(
                            first.dep.now(),
                            second.dep.now(),
                            third.dep.now(),
                            fourth.dep.now(),
                            fifth.dep.now(),
                            sixth.dep.now(),
                            seventh.dep.now());
        }
    }

    static final class Of8<T extends @Nullable Object> extends DeclaredDerived<T> {
        Of8(Engine engine, Object function) {
            super(engine, function);
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // There are as many links as inputs, of their types.
        T evaluate() {
            Link first = deps;
            Link second = first.nextDep;
            Link third = second.nextDep;
            Link fourth = third.nextDep;
            Link fifth = fourth.nextDep;
            Link sixth = fifth.nextDep;
            Link seventh = sixth.nextDep;
            Link eighth = seventh.nextDep;
            return (T) ((Function8<Object, Object, Object, Object, Object, Object, Object, Object, Object>) function)
                    .apply(
                            first.dep.now(),
                            second.dep.now(),
                            third.dep.now(),
                            fourth.dep.now(),
                            fifth.dep.now(),
                            sixth.dep.now(),
                            seventh.dep.now(),
                            eighth.dep.now());
        }
    }

    static final class OfList<A extends @Nullable Object, T extends @Nullable Object> extends DeclaredDerived<T> {
        OfList(Engine engine, Object function) {
            super(engine, function);
        }

        @Override
        @SuppressWarnings("unchecked")
        T evaluate() {
            int size = 0;
            for (Link link = deps; link != null; link = link.nextDep) {
                size++;
            }
            List<A> values = new ArrayList<>(size);
            for (Link link = deps; link != null; link = link.nextDep) {
                values.add((A) link.dep.now());
            }
            return ((Function<List<A>, T>) function).apply(Collections.unmodifiableList(values));
        }
    }
}
