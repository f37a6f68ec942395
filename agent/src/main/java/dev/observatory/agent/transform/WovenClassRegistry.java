package dev.observatory.agent.transform;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The classes whose code is woven now, which are reverted when the agent detaches. Holds class loaders weakly. Safe for use by many threads. */
final class WovenClassRegistry {
    private final Map<String, List<WeakReference<ClassLoader>>> loaders = new ConcurrentHashMap<>();

    void add(ClassLoader loader, String internalName) {
        List<WeakReference<ClassLoader>> ofName = loaders.get(internalName);
        if (ofName == null) {
            List<WeakReference<ClassLoader>> created = new CopyOnWriteArrayList<>();
            ofName = loaders.putIfAbsent(internalName, created);
            ofName = ofName == null ? created : ofName;
        }
        if (!isIn(ofName, loader)) {
            ofName.add(new WeakReference<>(loader));
        }
    }

    void remove(ClassLoader loader, String internalName) {
        List<WeakReference<ClassLoader>> ofName = loaders.get(internalName);
        if (ofName != null) {
            ofName.removeIf(held -> held.refersTo(loader) || held.refersTo(null));
        }
    }

    /** Returns those of some loaded classes that are woven. */
    List<Class<?>> among(Class<?>[] loaded) {
        List<Class<?>> woven = new ArrayList<>();
        for (Class<?> type : loaded) {
            List<WeakReference<ClassLoader>> ofName = loaders.get(type.getName().replace('.', '/'));
            if (ofName != null && isIn(ofName, type.getClassLoader())) {
                woven.add(type);
            }
        }
        return woven;
    }

    private static boolean isIn(List<WeakReference<ClassLoader>> ofName, ClassLoader loader) {
        for (WeakReference<ClassLoader> held : ofName) {
            if (held.refersTo(loader)) {
                return true;
            }
        }
        return false;
    }
}
