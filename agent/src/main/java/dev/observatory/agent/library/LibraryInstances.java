package dev.observatory.agent.library;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The copies of the library that woven code calls so far. Keeps none of them alive. */
public final class LibraryInstances {
    private final List<WeakReference<Class<?>>> doors = new CopyOnWriteArrayList<>();
    private final List<Consumer<LibraryInstance>> followers = new CopyOnWriteArrayList<>();

    /** Whether the copy is new here; two threads may both be told so. */
    public boolean add(LibraryInstance copy) {
        for (WeakReference<Class<?>> known : doors) {
            if (known.refersTo(copy.door())) {
                return false;
            }
        }
        if (!doors.isEmpty()) {
            doors.removeIf(gone -> gone.refersTo(null));
        }
        doors.add(new WeakReference<>(copy.door()));
        return true;
    }

    /** Tells somebody of all copies that there are, and of each that comes, until told to stop; maybe of one twice. */
    public void follow(Consumer<LibraryInstance> follower) {
        followers.add(follower);
        present().forEach(follower);
    }

    public void unfollow(Consumer<LibraryInstance> follower) {
        followers.remove(follower);
    }

    public void tellNew(LibraryInstance copy) {
        for (Consumer<LibraryInstance> follower : followers) {
            follower.accept(copy);
        }
    }

    /** The copies that are still there, each once. */
    public List<LibraryInstance> present() {
        List<LibraryInstance> present = new ArrayList<>();
        for (WeakReference<Class<?>> known : doors) {
            Class<?> door = known.get();
            if (door != null && !present.contains(new LibraryInstance(door))) {
                present.add(new LibraryInstance(door));
            }
        }
        return present;
    }

    public long suppressedErrors() {
        return present().stream().mapToLong(LibraryInstance::suppressedErrors).sum();
    }
}
