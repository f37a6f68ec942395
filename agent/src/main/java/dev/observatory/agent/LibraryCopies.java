package dev.observatory.agent;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The copies of the library that woven code calls so far. Keeps none of them alive. */
final class LibraryCopies {
    private final List<WeakReference<Class<?>>> doors = new CopyOnWriteArrayList<>();
    private final List<Consumer<LibraryCopy>> followers = new CopyOnWriteArrayList<>();

    /** Whether the copy is new here; two threads may both be told so. */
    boolean add(LibraryCopy copy) {
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
    void follow(Consumer<LibraryCopy> follower) {
        followers.add(follower);
        present().forEach(follower);
    }

    void unfollow(Consumer<LibraryCopy> follower) {
        followers.remove(follower);
    }

    void tellNew(LibraryCopy copy) {
        for (Consumer<LibraryCopy> follower : followers) {
            follower.accept(copy);
        }
    }

    /** The copies that are still there, each once. */
    List<LibraryCopy> present() {
        List<LibraryCopy> present = new ArrayList<>();
        for (WeakReference<Class<?>> known : doors) {
            Class<?> door = known.get();
            if (door != null && !present.contains(new LibraryCopy(door))) {
                present.add(new LibraryCopy(door));
            }
        }
        return present;
    }

    long suppressedErrors() {
        return present().stream().mapToLong(LibraryCopy::suppressedErrors).sum();
    }
}
