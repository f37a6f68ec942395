package dev.observatory.agent;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The copies of the library that woven code calls so far. Keeps none of them alive. */
final class LibraryCopies {
    private final List<WeakReference<Class<?>>> doors = new CopyOnWriteArrayList<>();
    private final List<Everywhere> followers = new CopyOnWriteArrayList<>();

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
        for (Everywhere follower : followers) {
            follower.appeared(copy);
        }
        return true;
    }

    /** Tells somebody of the copies that appear from now on. */
    void follow(Everywhere follower) {
        followers.add(follower);
    }

    /** The copies that are there. */
    List<LibraryCopy> present() {
        List<LibraryCopy> present = new ArrayList<>();
        for (WeakReference<Class<?>> known : doors) {
            Class<?> door = known.get();
            if (door != null) {
                present.add(new LibraryCopy(door));
            }
        }
        return present;
    }

    long suppressedErrors() {
        Set<Class<?>> present = new HashSet<>();
        long sum = 0;
        for (WeakReference<Class<?>> known : doors) {
            Class<?> door = known.get();
            if (door != null && present.add(door)) {
                sum += new LibraryCopy(door).suppressedErrors();
            }
        }
        return sum;
    }
}
