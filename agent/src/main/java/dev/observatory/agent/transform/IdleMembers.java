package dev.observatory.agent.transform;

import dev.observatory.agent.classfile.ObservableFieldIndex;
import dev.observatory.agent.library.LibraryInstances;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Type;

/**
 * Restores the code of members that have not been observed for some time. Runs on a thread of the JDK, and only after something has
 * become unobserved.
 */
final class IdleMembers implements Runnable {
    private static final long INTERVAL_MILLIS = 10_000;
    /** How many looks in succession must find a class with members that are not observed. */
    private static final int LOOKS = 2;

    private final ObservableClasses observable;
    private final LoadedClassWeaver loaded;
    private final WovenClassRegistry classes;
    private final ObservableFieldIndex fields;
    private final LateFieldWriterWeaver lateWriters;
    private final LibraryInstances libraries;
    private final DelayedTask looking = new DelayedTask(INTERVAL_MILLIS, this);

    IdleMembers(
            ObservableClasses observable,
            LoadedClassWeaver loaded,
            WovenClassRegistry classes,
            ObservableFieldIndex fields,
            LateFieldWriterWeaver lateWriters,
            LibraryInstances libraries) {
        this.observable = observable;
        this.loaded = loaded;
        this.classes = classes;
        this.fields = fields;
        this.lateWriters = lateWriters;
        this.libraries = libraries;
    }

    /** Looks for members that are not observed any more, after some time. */
    void lookLater() {
        looking.request();
    }

    /** Restores nothing any more. */
    void stop() {
        looking.stop();
    }

    /** Looks now. */
    @Override
    public void run() {
        if (!observable.isStopped()) {
            look();
        }
    }

    private void look() {
        List<Class<?>> restored = new ArrayList<>();
        Set<String> unobservedFields = new HashSet<>();
        boolean isAnyLeft = false;
        for (Class<?> type : loaded.woven()) {
            List<String> unobserved = unobservedMembersOf(type);
            int looks = classes.countLook(type, !unobserved.isEmpty());
            if (looks >= LOOKS) {
                ClassLoader loader = type.getClassLoader();
                String name = Type.getInternalName(type);
                classes.unobserve(loader, name, unobserved, member -> libraries.isObserved(type, member));
                unobservedFields.addAll(fields.declaredBy(loader, name));
                restored.add(type);
            } else {
                isAnyLeft |= !unobserved.isEmpty();
            }
        }
        if (!restored.isEmpty()) {
            loaded.transform(restored);
            unobservedFields.removeAll(fields.all());
            lateWriters.restore(unobservedFields);
        }
        if (isAnyLeft) {
            lookLater();
        }
    }

    private List<String> unobservedMembersOf(Class<?> type) {
        List<String> unobserved = new ArrayList<>();
        String name = Type.getInternalName(type);
        for (String member : classes.revocableMembers(type)) {
            boolean areAllObserved =
                    member.indexOf('(') < 0 ? classes.areAttributesObserved() : classes.areEventsObserved();
            if (!areAllObserved && !libraries.isObserved(type, member) && !observable.isWatched(name, member)) {
                unobserved.add(member);
            }
        }
        return unobserved;
    }
}
