package dev.observatory.agent.bytecode;

import dev.observatory.agent.classfile.ObservableFieldIndex;
import dev.observatory.agent.match.ClassFileMemberMatcher;
import dev.observatory.agent.match.MemberSelection;
import java.util.ArrayList;
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

/**
 * Plans what is woven in one class, in one pass over its class file. Depends on nothing but its arguments and changes none of them.
 *
 * <p>Runs while classes are loaded, during the start of the program too: uses no lambdas and no streams, whose first use costs more
 * than planning.
 */
public final class WeavingPlanner {
    private static final int FIRST_MAJOR = 45;
    private static final int FIRST_MINOR = 3;
    private static final String STATIC_INITIALIZER = "<clinit>()V";
    private static final String EVENT = "Ldev/observatory/event/Event;";
    private static final String PUBLISHES = "Ldev/observatory/broker/Publishes;";
    private static final String TRANSITION = "Ldev/observatory/machine/MachineState$Transition;";
    private static final String SUBSCRIBES = "Ldev/observatory/broker/Subscribes;";
    private static final String OBSERVES = "Ldev/observatory/event/Observes;";
    private static final String OBSERVES_LIST = "Ldev/observatory/event/Observes$List;";
    private static final String MACHINE_STATE = "Ldev/observatory/machine/MachineState;";
    private static final String OBSERVABLE_ATTR = "Ldev/observatory/attribute/ObservableAttr;";

    private final ObservableFieldIndex.Known known;
    private final boolean isCalledByTagged;
    private final boolean usesLibrary;
    private final ClassFileMemberMatcher selected;
    private final MemberDemand demand;
    private final ClassFileMemberMatcher watched;

    private final Set<String> declaredFields = new HashSet<>();
    private final Map<String, String> observableFields = new LinkedHashMap<>();
    private final Map<String, String> observedFields = new LinkedHashMap<>();
    private final Map<String, PlannedMethod> methods = new LinkedHashMap<>();
    private final List<String> constructors = new ArrayList<>();
    /** The static methods without a result that are no observers themselves. */
    private final List<String> staticProcedures = new ArrayList<>();

    private final Map<String, String> skipped = new LinkedHashMap<>();
    private final Map<String, String> skippedByPattern = new LinkedHashMap<>();
    private final MemberTagIndex tags = new MemberTagIndex();
    private boolean hasObservers;
    private boolean hasConstructorEvent;
    private boolean hasTaggedConstructor;

    private WeavingPlanner(
            ObservableFieldIndex.Known known,
            boolean isCalledByTagged,
            boolean usesLibrary,
            ClassFileMemberMatcher selected,
            MemberDemand demand,
            ClassFileMemberMatcher watched) {
        this.known = known;
        this.isCalledByTagged = isCalledByTagged;
        this.usesLibrary = usesLibrary;
        this.selected = selected;
        this.demand = demand;
        this.watched = watched;
    }

    /**
     * Plans one class.
     *
     * @param reader its class file
     * @param known the observable fields of all classes, as far as they are known; those of this class need not be among them
     * @param isCalledByTagged whether a constructor that is an event may call constructors of this class by {@code super(…)}
     * @param usesLibrary whether the class calls the library, and so may be loaded just to assign and observe fields of classes
     *     that are not loaded yet
     * @param selection the members that can be observed although they are not tagged
     * @param demand the members that are observed
     * @return the plan
     */
    public static WeavingPlan plan(
            ClassReader reader,
            ObservableFieldIndex.Known known,
            boolean isCalledByTagged,
            boolean usesLibrary,
            MemberSelection selection,
            MemberDemand demand) {
        ClassFileMemberMatcher selected = new ClassFileMemberMatcher(selection, reader.getClassName());
        ClassFileMemberMatcher watched = new ClassFileMemberMatcher(demand.watched(), reader.getClassName());
        return new WeavingPlanner(known, isCalledByTagged, usesLibrary, selected, demand, watched).read(reader);
    }

    /**
     * Returns whether class files of a version have code in the format that all later ones have. The JVM still accepts those from before
     * JDK 1.0.2, but no library reads their code.
     *
     * @param major the major version
     * @param minor the minor version
     * @return false before 45.3; nothing is planned in such a class
     */
    public static boolean canReadCode(int major, int minor) {
        return major > FIRST_MAJOR || minor >= FIRST_MINOR;
    }

    private WeavingPlan read(ClassReader reader) {
        FieldWriteMatcher fieldWrites =
                new FieldWriteMatcher(reader.getClassName(), declaredFields, observedFields, known, usesLibrary);
        if (canReadCode(reader.readUnsignedShort(6), reader.readUnsignedShort(4))) {
            reader.accept(
                    new MemberScan(reader.getClassName(), fieldWrites),
                    ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        }
        String superConstructorOwner = planBystanders() ? ownerOfSuperConstructor(reader) : null;
        if (hasObservers) {
            planConnectors();
        }
        return new WeavingPlan(
                methods,
                observableFields,
                observedFields,
                skipped,
                skippedByPattern,
                tags,
                fieldWrites,
                hasObservers,
                superConstructorOwner);
    }

    /**
     * Adds the methods that connect the static observers of the class: its static initializer, which sets the fields of its hooks. A
     * class without one gets none, since that would change its shape, and is used through its constructors and static methods.
     */
    private void planConnectors() {
        if (staticProcedures.contains(STATIC_INITIALIZER)) {
            planConnector(STATIC_INITIALIZER);
            return;
        }
        for (String constructor : constructors) {
            planConnector(constructor);
        }
        for (String procedure : staticProcedures) {
            planConnector(procedure);
        }
    }

    private void planConnector(String method) {
        PlannedMethod planned = methods.get(method);
        methods.put(
                method,
                planned == null ? new PlannedMethod(PlannedMethod.CONNECTOR) : planned.with(PlannedMethod.CONNECTOR));
    }

    /**
     * Adds the constructors that one which is an observed event may call; returns whether there can be such calls. One that is an event only by
     * a pattern may have to become a bystander: see {@link WeavingPlan#withoutPatterns}.
     */
    private boolean planBystanders() {
        if (!hasConstructorEvent && !isCalledByTagged) {
            return false;
        }
        boolean outlastsPatterns = hasTaggedConstructor || isCalledByTagged;
        for (String constructor : constructors) {
            PlannedMethod planned = methods.get(constructor);
            if (planned == null) {
                methods.put(constructor, new PlannedMethod(PlannedMethod.BYSTANDER));
            } else if (!planned.isObserved() || (planned.isByPattern() && outlastsPatterns)) {
                methods.put(constructor, planned.with(PlannedMethod.BYSTANDER));
            }
        }
        return true;
    }

    private static @Nullable String ownerOfSuperConstructor(ClassReader reader) {
        String owner = reader.getSuperName();
        return owner == null || owner.startsWith("java/") || owner.startsWith("javax/") ? null : owner;
    }

    private void planField(int access, String name, String descriptor) {
        if (observableFields.putIfAbsent(name, descriptor) == null) {
            tags.addField(name, access, descriptor);
            if (demand.attributes()
                    || demand.members().contains(name)
                    || watched.selectsField(access, name, descriptor)) {
                observedFields.put(name, descriptor);
            }
        }
    }

    private final class MemberScan extends ClassVisitor {
        private final String className;
        private final FieldWriteMatcher fieldWrites;

        MemberScan(String className, FieldWriteMatcher fieldWrites) {
            super(Opcodes.ASM9);
            this.className = className;
            this.fieldWrites = fieldWrites;
        }

        /** Called for all fields before the first method, so that assignments are matched against the complete set. */
        @Override
        public FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            declaredFields.add(name + descriptor);
            if (selected.selectsField(access, name, descriptor)) {
                planField(access, name, descriptor);
            }
            return new FieldVisitor(Opcodes.ASM9) {
                @Override
                public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                    if (annotation.equals(OBSERVABLE_ATTR)) {
                        planField(access, name, descriptor);
                    } else if (annotation.equals(MACHINE_STATE)) {
                        tags.addState(name, access, descriptor);
                    }
                    return MemberTagIndex.isOfLibrary(annotation) ? tags.visitor(name, annotation) : null;
                }
            };
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            if (name.equals("<init>")) {
                constructors.add(name + descriptor);
            }
            MethodNode body = selected.needsCode() || watched.needsCode()
                    ? new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, exceptions)
                    : null;
            return new MethodScan(className, fieldWrites, access, name, descriptor, body);
        }
    }

    private final class MethodScan extends ForwarderDetector {
        private final FieldWriteMatcher fieldWrites;
        private final int access;
        private final String name;
        private final String descriptor;
        private final String method;
        private final @Nullable MethodNode body;
        private int roles;
        private boolean isObserver;

        MethodScan(
                String className,
                FieldWriteMatcher fieldWrites,
                int access,
                String name,
                String descriptor,
                @Nullable MethodNode body) {
            super(className, name, descriptor, body);
            this.fieldWrites = fieldWrites;
            this.access = access;
            this.name = name;
            this.descriptor = descriptor;
            this.method = name + descriptor;
            this.body = body;
        }

        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
            switch (annotation) {
                case EVENT -> plan(PlannedMethod.EVENT, skipped);
                case PUBLISHES -> planPublisher();
                case TRANSITION -> plan(PlannedMethod.TRANSITION, skipped);
                case OBSERVES, OBSERVES_LIST, SUBSCRIBES -> {
                    isObserver = true;
                    hasObservers |= (access & Opcodes.ACC_STATIC) != 0;
                }
                default -> {} // Not an annotation that selects the method.
            }
            super.visitAnnotation(annotation, visible);
            return MemberTagIndex.isOfLibrary(annotation) ? tags.visitor(method, annotation) : null;
        }

        @Override
        public @Nullable AnnotationVisitor visitParameterAnnotation(int parameter, String annotation, boolean visible) {
            tags.addParameter(method, annotation);
            return super.visitParameterAnnotation(parameter, annotation, visible);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String field, String type) {
            super.visitFieldInsn(opcode, owner, field, type);
            boolean isWrite = opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC;
            if (isWrite && fieldWrites.matches(owner, field, type)) {
                roles |= PlannedMethod.WRITER;
            }
        }

        @Override
        public void visitEnd() {
            super.visitEnd();
            if (isForwarder()) {
                roles &= PlannedMethod.WRITER;
            } else if ((roles & PlannedMethod.EVENT) == 0
                    && !skipped.containsKey(method)
                    && selected.selectsMethod(access, name, descriptor, body)) {
                plan(PlannedMethod.EVENT | PlannedMethod.BY_PATTERN, skippedByPattern);
            }
            if ((roles & PlannedMethod.EVENT) != 0 && isObserved()) {
                roles |= PlannedMethod.OBSERVED;
            }
            if (roles != 0) {
                methods.put(method, new PlannedMethod(roles));
                if ((roles & (PlannedMethod.EVENT | PlannedMethod.BY_PATTERN)) == PlannedMethod.EVENT) {
                    tags.addMethod(method, access);
                }
            }
            if (isObserver) {
                tags.addMethod(method, access);
            }
            if (!isObserver && isProcedure()) {
                staticProcedures.add(method);
            }
            if (name.equals("<init>") && (roles & PlannedMethod.OBSERVED) != 0) {
                hasConstructorEvent = true;
                hasTaggedConstructor |= (roles & PlannedMethod.BY_PATTERN) == 0;
            }
        }

        private boolean isObserved() {
            return demand.events()
                    || demand.members().contains(method)
                    || watched.selectsMethod(access, name, descriptor, body);
        }

        private boolean isProcedure() {
            return (access & (Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_SYNTHETIC))
                            == Opcodes.ACC_STATIC
                    && descriptor.endsWith(")V");
        }

        private void planPublisher() {
            if (descriptor.endsWith(")V")) {
                skipped.put(method, "it is tagged @Publishes but returns nothing to publish");
            } else {
                plan(PlannedMethod.PUBLISHER, skipped);
            }
        }

        private void plan(int newRoles, Map<String, String> refused) {
            if ((access & (Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC)) != 0
                    && (newRoles & PlannedMethod.BY_PATTERN) == 0) {
                return; // javac copies annotations to bridge methods, and each call is to be emitted once.
            }
            if ((access & Opcodes.ACC_ABSTRACT) != 0) {
                refused.put(method, "it is abstract; tag the methods that implement it");
            } else if ((access & Opcodes.ACC_NATIVE) != 0) {
                refused.put(method, "it is native and has no bytecode");
            } else {
                roles |= newRoles;
            }
        }
    }
}
