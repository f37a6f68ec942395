package dev.observatory.agent;

import dev.observatory.weave.AgentDoor;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the library, as woven code of some class loader finds it: the agent's own, or one that the program brings. Our own
 * is called directly, since reflection inside a transformer is to be avoided.
 */
record LibraryCopy(Class<?> door) implements IntSupplier {

    /** The copy that woven code of this loader will call; null if it finds none. */
    static @Nullable LibraryCopy seenFrom(ClassLoader loader) {
        try {
            return new LibraryCopy(Class.forName("dev.observatory.weave.AgentDoor", false, loader));
        } catch (ClassNotFoundException | LinkageError unseen) {
            return null;
        }
    }

    /** A module whose code an agent has changed is let read the class path by the JVM, if it does not anyway. */
    boolean willBeReadBy(Module module) {
        Module library = door.getModule();
        return module.canRead(library)
                || library == ClassLoader.getSystemClassLoader().getUnnamedModule();
    }

    /** Lets the copy ask what is woven, and have classes woven late. */
    void open(BiPredicate<Class<?>, String> woven, Consumer<String> lateWriters) {
        if (isOurs()) {
            AgentDoor.agentIsHere(woven);
            AgentDoor.agentWeavesLate(lateWriters);
        } else {
            tell("agentIsHere", BiPredicate.class, woven);
            tell("agentWeavesLate", Consumer.class, lateWriters);
        }
    }

    /** Lets the copy connect the static observers of a class once it is loaded. */
    void announceObservers(LoadedClass holder) {
        if (isOurs()) {
            AgentDoor.observersIn(holder);
        } else {
            tell("observersIn", Supplier.class, holder);
        }
    }

    /** The number of a new place that can have no call site. */
    @Override
    public int getAsInt() {
        return isOurs() ? AgentDoor.reserveSite() : ((Number) ask("reserveSite")).intValue();
    }

    /** Has an observer told of every event that reaches a status; empty if the copy cannot. */
    Optional<AutoCloseable> observeEvents(String status, Consumer<Function<String, @Nullable Object>> observer) {
        if (isOurs()) {
            return Optional.of(AgentDoor.observeEvents(status, observer));
        }
        return connected("observeEvents", new Class<?>[] {String.class, Consumer.class}, status, observer);
    }

    /** Has an observer told of the beginning of every call, and what it gives back of the end; empty if the copy cannot. */
    Optional<AutoCloseable> observeCalls(
            Function<Function<String, @Nullable Object>, @Nullable Consumer<Function<String, @Nullable Object>>>
                    begun) {
        if (isOurs()) {
            return Optional.of(AgentDoor.observeCalls(begun));
        }
        return connected("observeCalls", new Class<?>[] {Function.class}, begun);
    }

    /** Has an observer told of every assignment; empty if the copy cannot. */
    Optional<AutoCloseable> observeAssignments(Consumer<Function<String, @Nullable Object>> observer) {
        if (isOurs()) {
            return Optional.of(AgentDoor.observeAssignments(observer));
        }
        return connected("observeAssignments", new Class<?>[] {Consumer.class}, observer);
    }

    long suppressedErrors() {
        return isOurs() ? AgentDoor.suppressedErrors() : ((Number) ask("suppressedErrors")).longValue();
    }

    private boolean isOurs() {
        return door == AgentDoor.class;
    }

    private void tell(String method, Class<?> parameter, Object argument) {
        try {
            door.getMethod(method, parameter).invoke(null, argument);
        } catch (ReflectiveOperationException otherVersion) {
            doesNotFit(otherVersion);
        }
    }

    private Optional<AutoCloseable> connected(String method, Class<?>[] parameters, Object... arguments) {
        try {
            return Optional.of(
                    (AutoCloseable) door.getMethod(method, parameters).invoke(null, arguments));
        } catch (ReflectiveOperationException otherVersion) {
            doesNotFit(otherVersion);
            return Optional.empty();
        }
    }

    private void doesNotFit(ReflectiveOperationException otherVersion) {
        Warnings.print("a copy of the library in class loader [" + door.getClassLoader() + "] does not fit this agent: "
                + otherVersion);
    }

    private Object ask(String method) {
        try {
            return door.getMethod(method).invoke(null);
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException("that copy of the library does not fit this agent", otherVersion);
        }
    }
}
