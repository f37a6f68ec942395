package dev.observatory.agent.bytecode;

import dev.observatory.agent.classfile.ObservableFieldIndex;
import dev.observatory.agent.classfile.SuperConstructorIndex;
import dev.observatory.agent.match.ClassFileMemberMatcher;
import dev.observatory.agent.match.MemberSelection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** What is to be woven in one class: found by one reading that changes nothing. */
public final class WeavingPlan extends ClassVisitor {
    private static final String EVENT = "Ldev/observatory/event/Event;";
    private static final String PUBLISHES = "Ldev/observatory/broker/Publishes;";
    private static final String TRANSITION = "Ldev/observatory/machine/MachineState$Transition;";
    private static final String SUBSCRIBES = "Ldev/observatory/broker/Subscribes;";
    private static final String OBSERVES = "Ldev/observatory/event/Observes;";
    private static final String OBSERVES_LIST = "Ldev/observatory/event/Observes$List;";
    private static final String OBSERVABLE_ATTR = "Ldev/observatory/attribute/ObservableAttr;";

    private final ObservableFieldIndex fields;
    private final SuperConstructorIndex called;
    private final boolean namesLibrary;
    private final ClassFileMemberMatcher selected;
    private final Set<String> declaredFields = new HashSet<>();
    private final List<String> observableFields = new ArrayList<>();
    private final Set<String> observableFieldKeys = new HashSet<>();
    private final Set<String> events = new HashSet<>();
    private final Set<String> eventsByName = new HashSet<>();
    private final Set<String> publishers = new HashSet<>();
    private final Set<String> transitions = new HashSet<>();
    private final Set<String> writers = new HashSet<>();
    private final Set<String> constructors = new HashSet<>();
    private final Set<String> bystanders = new HashSet<>();
    private final Map<String, String> skipped = new LinkedHashMap<>();
    private final Map<String, String> skippedByName = new LinkedHashMap<>();
    private String className = "";
    private boolean hasObservers;
    private String superName = "";

    private WeavingPlan(
            ObservableFieldIndex fields,
            SuperConstructorIndex called,
            boolean namesLibrary,
            ClassFileMemberMatcher selected) {
        super(Opcodes.ASM9);
        this.selected = selected;
        this.fields = fields;
        this.called = called;
        this.namesLibrary = namesLibrary;
    }

    /**
     * Reads a class.
     *
     * @param fields all observable fields known so far; those of this class are added
     * @param called all classes known so far whose constructors are called by tagged ones; the super class of this one is
     *     added if it has such
     * @param namesLibrary whether the class names the library, and so may be loaded just to assign and observe fields of
     *     classes that are not loaded yet
     * @param selection what is meant by name
     */
    public static WeavingPlan of(
            ClassReader reader,
            ObservableFieldIndex fields,
            SuperConstructorIndex called,
            boolean namesLibrary,
            MemberSelection selection) {
        ClassFileMemberMatcher selected = new ClassFileMemberMatcher(selection, reader.getClassName());
        WeavingPlan plan = new WeavingPlan(fields, called, namesLibrary, selected);
        reader.accept(plan, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return plan;
    }

    public boolean isEmpty() {
        return !weavesAny()
                && skipped.isEmpty()
                && skippedByName.isEmpty()
                && observableFields.isEmpty()
                && !hasObservers;
    }

    boolean isEvent(String method) {
        return events.contains(method);
    }

    boolean isPublisher(String method) {
        return publishers.contains(method);
    }

    boolean isTransition(String method) {
        return transitions.contains(method);
    }

    /** Whether a constructor that is no event may be called by one that is. */
    boolean isBystander(String method) {
        return bystanders.contains(method);
    }

    public boolean weaves(String method) {
        return isTagged(method) || bystanders.contains(method);
    }

    /** Whether the method itself is to be woven, and not only for the sake of another one. */
    private boolean isTagged(String method) {
        return events.contains(method)
                || publishers.contains(method)
                || transitions.contains(method)
                || writers.contains(method);
    }

    public boolean weavesAny() {
        return !events.isEmpty()
                || !publishers.isEmpty()
                || !transitions.isEmpty()
                || !writers.isEmpty()
                || !bystanders.isEmpty();
    }

    /** Whether the class has static methods that observe events or hooks, or subscribe to topics. */
    public boolean hasObservers() {
        return hasObservers;
    }

    /** Takes a method back out of the plan; a mere bystander is not worth a word. */
    void skip(String method, String reason) {
        if (isTagged(method)) {
            (eventsByName.contains(method) ? skippedByName : skipped).put(method, reason);
        }
        events.remove(method);
        eventsByName.remove(method);
        publishers.remove(method);
        transitions.remove(method);
        writers.remove(method);
        bystanders.remove(method);
    }

    public void skipAll(String reason) {
        Set<String> all = new HashSet<>(events);
        all.addAll(publishers);
        all.addAll(transitions);
        all.addAll(writers);
        all.addAll(bystanders);
        all.forEach(method -> skip(method, reason));
    }

    public List<String> wovenMembers() {
        List<String> members = new ArrayList<>(events);
        members.addAll(observableFields);
        return members;
    }

    /** The observable fields that the class declares, as {@link ObservableFieldIndex} calls them. */
    public Set<String> observableFields() {
        return observableFieldKeys;
    }

    /** The tagged members that are not woven, with the reasons. */
    public Map<String, String> skipped() {
        return skipped;
    }

    /** The methods meant by name that are not woven, with the reasons. */
    public Map<String, String> skippedByName() {
        return skippedByName;
    }

    /** How many methods are woven because they are meant by name. */
    public int byName() {
        return eventsByName.size();
    }

    /** Leaves out what is meant by name alone. */
    public void skipByName(String reason) {
        Set.copyOf(eventsByName).forEach(method -> skip(method, reason));
    }

    /** Whether an assignment in this class may mean an observable field; for certain it is known when it is linked. */
    boolean mayAssignObservable(String owner, String name, String descriptor) {
        if (owner.equals(className) && declaredFields.contains(name + descriptor)) {
            return observableFields.contains(name);
        }
        if (fields.known().contains(name, descriptor)) {
            return true;
        }
        // The owner may not be loaded yet, and this method may be running when it is: too late to weave then.
        return namesLibrary && !owner.startsWith("java/") && !owner.startsWith("javax/");
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superClass,
            String @Nullable [] interfaces) {
        className = name;
        superName = superClass == null ? "" : superClass;
    }

    @Override
    public FieldVisitor visitField(
            int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        declaredFields.add(name + descriptor);
        if (selected.selectsField(access, name, descriptor)) {
            planField(name, descriptor);
        }
        return new FieldVisitor(Opcodes.ASM9) {
            @Override
            public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                if (annotation.equals(OBSERVABLE_ATTR)) {
                    planField(name, descriptor);
                }
                return null;
            }
        };
    }

    private void planField(String name, String descriptor) {
        if (!observableFields.contains(name)) {
            observableFields.add(name);
            observableFieldKeys.add(ObservableFieldIndex.key(name, descriptor));
            fields.add(name, descriptor);
        }
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        String method = name + descriptor;
        if (name.equals("<init>")) {
            constructors.add(method);
        }
        MethodNode body = selected.asksForCode()
                ? new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, exceptions)
                : null;
        return new ForwarderDetector(className, name, descriptor, body) {
            @Override
            public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                switch (annotation) {
                    case EVENT -> plan(events, access, method, skipped);
                    case PUBLISHES -> planPublisher(access, method, descriptor);
                    case TRANSITION -> plan(transitions, access, method, skipped);
                    case OBSERVES, OBSERVES_LIST, SUBSCRIBES -> hasObservers |= (access & Opcodes.ACC_STATIC) != 0;
                    default -> {} // Not ours.
                }
                return super.visitAnnotation(annotation, visible);
            }

            @Override
            public void visitFieldInsn(int opcode, String owner, String field, String type) {
                super.visitFieldInsn(opcode, owner, field, type);
                boolean isWrite = opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC;
                if (isWrite && mayAssignObservable(owner, field, type)) {
                    writers.add(method);
                }
            }

            @Override
            public void visitEnd() {
                super.visitEnd();
                if (isForwarder()) {
                    events.remove(method);
                    publishers.remove(method);
                    transitions.remove(method);
                } else if (!events.contains(method)
                        && !skipped.containsKey(method)
                        && selected.selectsMethod(access, name, descriptor, body)) {
                    planByName(access, method);
                }
            }
        };
    }

    private void planByName(int access, String method) {
        plan(events, access, method, skippedByName);
        if (events.contains(method)) {
            eventsByName.add(method);
        }
    }

    private void planPublisher(int access, String method, String descriptor) {
        if (descriptor.endsWith(")V")) {
            skipped.put(method, "it is tagged @Publishes but returns nothing to publish");
        } else {
            plan(publishers, access, method, skipped);
        }
    }

    @Override
    public void visitEnd() {
        boolean hasTagged = !Collections.disjoint(constructors, events);
        if (hasTagged || called.contains(className)) {
            bystanders.addAll(constructors);
            bystanders.removeAll(events);
            called.add(superName);
        }
    }

    private static void plan(Set<String> planned, int access, String method, Map<String, String> skipped) {
        if ((access & (Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC)) != 0) {
            return; // javac copies annotations to bridges; the method itself is woven, and an event is told once.
        }
        if ((access & Opcodes.ACC_ABSTRACT) != 0) {
            skipped.put(method, "it is abstract; tag the methods that implement it");
        } else if ((access & Opcodes.ACC_NATIVE) != 0) {
            skipped.put(method, "it is native and has no bytecode");
        } else {
            planned.add(method);
        }
    }
}
