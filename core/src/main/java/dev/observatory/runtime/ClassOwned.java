package dev.observatory.runtime;

import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A weak reference to an object that refers to a class, such as a handle of its method. The class itself holds the object: it lives as
 * long as the class, and whatever holds this reference does not keep the class loader alive.
 *
 * <p>The object can be held strongly too, from any moment on. Safe from any thread.
 *
 * @param <T> the type of the object
 * @hidden
 */
public final class ClassOwned<T> {
    private static final ClassValue<Queue<Object>> OWNED = new ClassValue<>() {
        @Override
        protected Queue<Object> computeValue(Class<?> type) {
            return new ConcurrentLinkedQueue<>();
        }
    };

    private final WeakReference<Class<?>> owner;
    private final WeakReference<T> owned;
    private volatile @Nullable T held;

    private ClassOwned(Class<?> owner, T value) {
        this.owner = new WeakReference<>(owner);
        this.owned = new WeakReference<>(value);
        this.held = value;
    }

    /**
     * Creates a reference that is strong until {@link #leaveToClass} is called.
     *
     * @param owner the class
     * @param value the object
     * @param <T> its type
     * @return the reference
     */
    public static <T> ClassOwned<T> of(Class<?> owner, T value) {
        return new ClassOwned<>(owner, value);
    }

    /**
     * Returns the object.
     *
     * @return null if the class was collected
     */
    public @Nullable T get() {
        T strong = held;
        return strong == null ? owned.get() : strong;
    }

    /** Makes this reference weak, and lets the class hold the object. */
    public void leaveToClass() {
        T value = held;
        Class<?> type = owner.get();
        if (value != null && type != null) {
            OWNED.get(type).add(value);
            held = null;
        }
    }

    /** Makes this reference strong again, for good. */
    public void hold() {
        held = get();
        release();
    }

    /** Lets the class release the object. */
    public void release() {
        T value = owned.get();
        Class<?> type = owner.get();
        if (value != null && type != null) {
            OWNED.get(type).removeIf(each -> each == value);
        }
    }
}
