package dev.observatory.agent.library;

import dev.observatory.agent.text.AgentMessages;
import dev.observatory.weave.AgentBridge;
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
public record LibraryInstance(Class<?> door) implements IntSupplier {

    /**
     * Written out: what the JVM makes for records keeps, in some versions for ever, the last class that it was made for, and the
     * agent is to be garbage when it has left.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LibraryInstance copy && copy.door == door;
    }

    @Override
    public int hashCode() {
        return door.hashCode();
    }

    /** The copy that woven code of this loader will call; null if it finds none. */
    static @Nullable public LibraryInstance seenFrom(ClassLoader loader) {
        try {
            return new LibraryInstance(Class.forName("dev.observatory.weave.AgentBridge", false, loader));
        } catch (ClassNotFoundException | LinkageError unseen) {
            return null;
        }
    }

    /** A module whose code an agent has changed is let read the class path by the JVM, if it does not anyway. */
    public boolean willBeReadBy(Module module) {
        Module library = door.getModule();
        return module.canRead(library)
                || library == ClassLoader.getSystemClassLoader().getUnnamedModule();
    }

    /** Lets the copy ask what is woven, and have classes woven late. */
    public void open(BiPredicate<Class<?>, String> woven, Consumer<String> lateWriters) {
        if (isOurs()) {
            AgentBridge.agentIsHere(woven);
            AgentBridge.agentWeavesLate(lateWriters);
        } else {
            tell("agentIsHere", BiPredicate.class, woven);
            tell("agentWeavesLate", Consumer.class, lateWriters);
        }
    }

    /** Lets the copy connect the static observers of a class once it is loaded. */
    public void announceObservers(PendingClass holder) {
        if (isOurs()) {
            AgentBridge.observersIn(holder);
        } else {
            tell("observersIn", Supplier.class, holder);
        }
    }

    /** The number of a new place that can have no call site. */
    @Override
    public int getAsInt() {
        return isOurs() ? AgentBridge.reserveSite() : ((Number) ask("reserveSite")).intValue();
    }

    /** Observes chosen events of this copy; see {@link AgentBridge#observeChosen}. */
    public AutoCloseable observeChosen(
            BiPredicate<Class<?>, String> chosen, Consumer<Function<String, @Nullable Object>> observer) {
        return isOurs()
                ? AgentBridge.observeChosen(chosen, observer)
                : (AutoCloseable) ask("observeChosen", BiPredicate.class, chosen, Consumer.class, observer);
    }

    /** Observes all events of this copy that reach a status; see {@link AgentBridge#observeEvents}. */
    public AutoCloseable observeEvents(String status, Consumer<Function<String, @Nullable Object>> observer) {
        return isOurs()
                ? AgentBridge.observeEvents(status, observer)
                : (AutoCloseable) ask("observeEvents", String.class, status, Consumer.class, observer);
    }

    /** Observes the beginning and the end of all calls in this copy; see {@link AgentBridge#observeCalls}. */
    public AutoCloseable observeCalls(
            Function<Function<String, @Nullable Object>, @Nullable Consumer<Function<String, @Nullable Object>>>
                    begun) {
        return isOurs() ? AgentBridge.observeCalls(begun) : (AutoCloseable) ask("observeCalls", Function.class, begun);
    }

    /** Observes all assignments that this copy sees. */
    public AutoCloseable observeAssignments(Consumer<Function<String, @Nullable Object>> observer) {
        return isOurs()
                ? AgentBridge.observeAssignments(observer)
                : (AutoCloseable) ask("observeAssignments", Consumer.class, observer);
    }

    /** Takes the agent's leave of this copy. */
    public void leave() {
        if (isOurs()) {
            AgentBridge.agentLeaves();
        } else {
            try {
                door.getMethod("agentLeaves").invoke(null);
            } catch (ReflectiveOperationException otherVersion) {
                AgentMessages.print("a copy of the library in class loader [" + door.getClassLoader()
                        + "] was not told that the agent has left: " + otherVersion);
            }
        }
    }

    long suppressedErrors() {
        return isOurs() ? AgentBridge.suppressedErrors() : ((Number) ask("suppressedErrors")).longValue();
    }

    private boolean isOurs() {
        return door == AgentBridge.class;
    }

    private void tell(String method, Class<?> parameter, Object argument) {
        try {
            door.getMethod(method, parameter).invoke(null, argument);
        } catch (ReflectiveOperationException otherVersion) {
            AgentMessages.print("a copy of the library in class loader [" + door.getClassLoader()
                    + "] does not fit this agent: " + otherVersion);
        }
    }

    /**
     * Asks a copy that is not ours.
     *
     * @param typesAndArguments each parameter's type, followed by the argument
     */
    private Object ask(String method, Object... typesAndArguments) {
        Class<?>[] types = new Class<?>[typesAndArguments.length / 2];
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = (Class<?>) typesAndArguments[2 * i];
            arguments[i] = typesAndArguments[2 * i + 1];
        }
        try {
            return door.getMethod(method, types).invoke(null, arguments);
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException("that copy of the library does not fit this agent", otherVersion);
        }
    }
}
