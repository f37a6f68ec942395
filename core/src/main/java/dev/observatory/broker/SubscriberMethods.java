package dev.observatory.broker;

import dev.observatory.hook.Subscription;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the tagged methods of a class or an object, checks them all, then subscribes them all or none. */
final class SubscriberMethods {
    private final Class<?> owner;
    private final @Nullable Object target;
    private final List<String> mismatches = new ArrayList<>();
    private final List<Topic> topics = new ArrayList<>();
    private final List<MethodSubscriber> subscribers = new ArrayList<>();

    private SubscriberMethods(Class<?> owner, @Nullable Object target) {
        this.owner = owner;
        this.target = target;
    }

    /** Registers the static methods of a class, or the instance methods of a target. */
    static Subscription register(Class<?> owner, @Nullable Object target) {
        SubscriberMethods methods = new SubscriberMethods(owner, target);
        methods.find().forEach(methods::check);
        methods.refuseMismatches();
        return methods.subscribe();
    }

    private List<Method> find() {
        List<Method> found = new ArrayList<>();
        for (Class<?> type : target == null ? List.of(owner) : typesOf(owner)) {
            Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Subscribes.class) && !method.isSynthetic())
                    .filter(method -> Modifier.isStatic(method.getModifiers()) == (target == null))
                    .filter(method -> found.stream().noneMatch(lower -> overrides(lower, method)))
                    .sorted(Comparator.comparing(Method::getName).thenComparing(Method::toString))
                    .forEach(found::add);
        }
        return found;
    }

    /** The class, its superclasses, then all interfaces: what overrides comes before what is overridden. */
    private static Set<Class<?>> typesOf(Class<?> owner) {
        Set<Class<?>> classes = new LinkedHashSet<>();
        for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
            classes.add(type);
        }
        Set<Class<?>> all = new LinkedHashSet<>(classes);
        classes.forEach(type -> addInterfaces(type, all));
        return all;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> all) {
        for (Class<?> each : type.getInterfaces()) {
            all.add(each);
            addInterfaces(each, all);
        }
    }

    /** Calling the overridden method would run the lower one a second time. */
    private static boolean overrides(Method lower, Method upper) {
        int modifiers = upper.getModifiers();
        boolean visible = Modifier.isPublic(modifiers)
                || Modifier.isProtected(modifiers)
                || (!Modifier.isPrivate(modifiers)
                        && upper.getDeclaringClass().getPackage()
                                == lower.getDeclaringClass().getPackage());
        return visible
                && !Modifier.isPrivate(lower.getModifiers())
                && lower.getName().equals(upper.getName())
                && Arrays.equals(lower.getParameterTypes(), upper.getParameterTypes());
    }

    private void check(Method method) {
        int before = mismatches.size();
        if (method.getParameterCount() != 1) {
            mismatches.add(name(method) + " takes [" + method.getParameterCount() + "] parameters; expected ["
                    + (target == null ? "static " : "") + "void " + method.getName() + "(Message message)]");
        }
        try {
            topics.add(Topic.of(method.getAnnotation(Subscribes.class).value()));
        } catch (IllegalArgumentException illegal) {
            mismatches.add(name(method) + ": " + illegal.getMessage());
        }
        try {
            method.setAccessible(true);
            if (before == mismatches.size()) {
                subscribers.add(MethodSubscriber.of(method, target));
            }
        } catch (InaccessibleObjectException | IllegalAccessException closed) {
            mismatches.add(name(method) + " cannot be called; open package ["
                    + method.getDeclaringClass().getPackageName() + "] to module [dev.observatory]");
        }
    }

    private void refuseMismatches() {
        if (!mismatches.isEmpty()) {
            throw new IllegalArgumentException("Class [" + owner.getTypeName() + "] has [" + mismatches.size()
                    + "] mismatch" + (mismatches.size() == 1 ? "" : "es")
                    + " of @Subscribes, nothing was subscribed:\n  " + String.join("\n  ", mismatches));
        }
        if (subscribers.isEmpty()) {
            String kind = target == null ? "static" : "instance";
            String other = target == null ? "register an object for its instance" : "register the class for its static";
            throw new IllegalArgumentException("Class [" + owner.getTypeName() + "] has no " + kind
                    + " method tagged @Subscribes; tag one, or " + other + " methods");
        }
    }

    private Subscription subscribe() {
        List<Subscription> subscriptions = new ArrayList<>();
        try {
            for (int i = 0; i < subscribers.size(); i++) {
                EventBroker broker = EventBroker.of(topics.get(i).toString());
                subscriptions.add(broker.subscribeMethod(subscribers.get(i)));
            }
        } catch (Throwable failed) {
            subscriptions.forEach(Subscription::close);
            throw failed;
        }
        return new Registration(List.copyOf(subscriptions));
    }

    private static String name(Method method) {
        String parameters = Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
        return "[" + method.getDeclaringClass().getTypeName() + "." + method.getName() + parameters + "]";
    }
}
