package dev.observatory.agent.library;

import java.lang.reflect.Executable;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A typed view of one emission of an event, as a library instance reports it. The only place that knows the names of its facts on
 * the agent's side.
 *
 * @param facts the values by name; see {@link dev.observatory.weave.AgentBridge#observeCalls}
 */
public record CallView(Function<String, @Nullable Object> facts) {

    /**
     * Returns the name of the event.
     *
     * @return the name
     */
    public String name() {
        return (String) get("name");
    }

    /**
     * Returns the name of the event after that of its class.
     *
     * @return the name alone for an event without a method
     */
    public String label() {
        return (String) get("label");
    }

    /**
     * Returns the class that declares the method.
     *
     * @return null for an event without a method
     */
    public @Nullable Class<?> owner() {
        return (Class<?>) facts.apply("owner");
    }

    /**
     * Returns the name and descriptor of the method.
     *
     * @return null for an event without a method
     */
    public @Nullable String method() {
        return (String) facts.apply("method");
    }

    /**
     * Returns whether arguments and result must not be shown, because it cannot be found out which of them are secret.
     *
     * @return false for nearly all calls
     */
    public boolean hidesValues() {
        return Boolean.TRUE.equals(facts.apply("hidesValues"));
    }

    /**
     * Returns the method or constructor.
     *
     * @return null for an event without a method, and if reflection refuses its class
     */
    public @Nullable Executable action() {
        return (Executable) facts.apply("action");
    }

    /**
     * Returns the object on which the method was called.
     *
     * @return null if there is none
     */
    public @Nullable Object target() {
        return facts.apply("target");
    }

    /**
     * Returns the arguments.
     *
     * @return values by parameter name, in the order of the parameters
     */
    @SuppressWarnings("unchecked")
    public Map<String, @Nullable Object> arguments() {
        return (Map<String, @Nullable Object>) get("arguments");
    }

    /**
     * Returns the tags of the call.
     *
     * @return values by key
     */
    @SuppressWarnings("unchecked")
    public Map<String, @Nullable Object> tags() {
        return (Map<String, @Nullable Object>) get("tags");
    }

    /**
     * Returns the result of the call.
     *
     * @return null if there is none
     */
    public @Nullable Object result() {
        return facts.apply("result");
    }

    /**
     * Returns whether the call has thrown.
     *
     * @return true if it has
     */
    public boolean hasCrashed() {
        return (boolean) get("crashed");
    }

    /**
     * Returns what the call has thrown.
     *
     * @return null if it has not
     */
    public @Nullable Throwable exception() {
        return (Throwable) facts.apply("exception");
    }

    /**
     * Returns whether name, action and the like are known without reflection.
     *
     * @return false if finding them takes reflection, stack and memory
     */
    public boolean isDescribed() {
        return (boolean) get("isDescribed");
    }

    /**
     * Returns the number of the call.
     *
     * @return a number greater than 0
     */
    public long callId() {
        return (long) get("callId");
    }

    /**
     * Returns the number of the observed call around this one.
     *
     * @return 0 if there is none
     */
    public long parentId() {
        return (long) get("parentId");
    }

    /**
     * Returns how many observed calls are in progress around this one.
     *
     * @return 0 for an outermost call
     */
    public int depth() {
        return (int) get("depth");
    }

    /**
     * Returns the thread that made the call.
     *
     * @return the thread
     */
    public Thread thread() {
        return (Thread) get("thread");
    }

    /**
     * Returns the time since the call began.
     *
     * @return nanoseconds
     */
    public long nanos() {
        return (long) get("nanos");
    }

    private Object get(String fact) {
        Object value = facts.apply(fact);
        if (value == null) {
            throw new IllegalStateException("The library does not provide the fact [" + fact
                    + "] of a call; use a library of the agent's version");
        }
        return value;
    }
}
