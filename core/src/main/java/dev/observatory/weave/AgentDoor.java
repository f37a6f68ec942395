package dev.observatory.weave;

import dev.observatory.attribute.AttributeWeaving;
import dev.observatory.hook.AgentPresence;
import dev.observatory.hook.ObserverErrors;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the agent says to this copy of the library, and asks of it. An agent of another class loader calls these methods by
 * name: they take and return types of the JDK only.
 */
public final class AgentDoor {
    private AgentDoor() {}

    /**
     * Tells this copy of the library that an agent is at work.
     *
     * @param woven answers whether a member of a class was woven: a method by name and descriptor, a field by name
     */
    public static void agentIsHere(BiPredicate<Class<?>, String> woven) {
        AgentPresence.agentIsHere(woven);
    }

    /**
     * Tells this copy of the library how to have classes woven that were loaded too early.
     *
     * @param writersOf given name and descriptor of an observable field, with a colon between them, weaves the classes that
     *     may assign it and were loaded before it was known
     */
    public static void agentWeavesLate(Consumer<String> writersOf) {
        AttributeWeaving.agentWeavesLate(writersOf);
    }

    /**
     * Has the static observers of a class connected once it is loaded. Called while it is being loaded: does nothing yet.
     *
     * @param holder finds the class; null while it is not loaded yet; its {@code toString} is the name of the class
     */
    public static void observersIn(Supplier<@Nullable Class<?>> holder) {
        StaticObservers.announce(holder);
    }

    /**
     * Gives out the number of a place in woven code that can have no call site.
     *
     * @return a number that no other place of this copy of the library has
     */
    public static int reserveSite() {
        return PlainSites.reserve();
    }

    /**
     * Counts the failures of observers that were kept from the program.
     *
     * @return how many this copy of the library has seen
     */
    public static long suppressedErrors() {
        return ObserverErrors.count();
    }
}
