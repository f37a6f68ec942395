package dev.observatory.agent.transform;

import dev.observatory.agent.classfile.ConstantPoolScan;
import dev.observatory.agent.classfile.JdkRetransformBugs;
import dev.observatory.agent.config.AgentConfig;
import dev.observatory.agent.match.MemberSelection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which classes may have members that can be observed: those that name an annotation of such members, and those that patterns match. Safe
 * for use by many threads, and without lambdas, since it is used while a program starts.
 */
final class ObservableClasses {
    private final NotedClasses noted = new NotedClasses();
    private final RecentClasses recent = new RecentClasses();
    private final JdkRetransformBugs bugs = new JdkRetransformBugs(Runtime.version());
    /** Whether classes are woven when they are loaded, whatever is observed. */
    private final boolean areWovenAtLoad;

    /** Null if no pattern selects members, which is the usual case. */
    private volatile @Nullable MemberSelection selection;
    /** Null if patterns observe nothing. What they match is also selected. */
    private volatile @Nullable MemberSelection watched;
    /** Set when the agent detaches. */
    private volatile boolean isStopped;

    ObservableClasses(@Nullable AgentConfig config) {
        this.selection = config == null || config.selection().isEmpty() ? null : config.selection();
        this.areWovenAtLoad = config != null && config.weavesAtLoad();
    }

    /** Returns what patterns select now. */
    MemberSelection selection() {
        MemberSelection selected = selection;
        return selected == null ? MemberSelection.NONE : selected;
    }

    /**
     * Replaces what patterns select and observe.
     *
     * @param newSelection the members that can be observed although they are not annotated
     * @param newWatched the members that are observed; is part of the selection too
     */
    void select(MemberSelection newSelection, MemberSelection newWatched) {
        selection = newSelection.isEmpty() ? null : newSelection;
        watched = newWatched.isEmpty() ? null : newWatched;
    }

    /** Stops weaving: from now on, classes that are retransformed become what they were. */
    void stop() {
        isStopped = true;
    }

    boolean isStopped() {
        return isStopped;
    }

    /** Records a class that names an annotation of observable members. */
    void note(ClassLoader loader, String internalName) {
        noted.add(loader, internalName);
    }

    /** Records a class that may have members that can be observed, is being loaded, and is not woven. */
    void loading(ClassLoader loader, String internalName) {
        recent.add(loader, internalName);
    }

    /** Returns whether any recently recorded class is not among some loaded ones. */
    boolean areAnyBeingLoaded(List<Class<?>> loaded) {
        return recent.containsOthers(loaded);
    }

    /**
     * Returns what is to be known of a class before it is planned.
     *
     * @param found the result of {@link ConstantPoolScan#found}
     */
    Candidate candidate(@Nullable Module module, ClassLoader loader, String internalName, int found) {
        MemberSelection observed = watched;
        boolean usesLibrary = (found & ConstantPoolScan.USES_LIBRARY) != 0;
        return new Candidate(
                module,
                loader,
                internalName,
                usesLibrary,
                selection(),
                observed == null ? MemberSelection.NONE : observed,
                areWovenAtLoad
                        || usesLibrary
                        || (found & ConstantPoolScan.HAS_UNREADABLE_ANNOTATIONS) != 0
                        || bugs.reasonDespitePreservedNames(found) != null);
    }

    /** Returns whether a class names an annotation of observable members. */
    boolean isNoted(ClassLoader loader, String internalName) {
        return noted.contains(loader, internalName);
    }

    /** Returns whether patterns may select any member of a class. */
    boolean isSelected(String internalName) {
        MemberSelection selected = selection;
        return selected != null && selected.mayMatch(internalName) && !isPartOfJdk(internalName);
    }

    /** Returns whether patterns may observe any member of a class. */
    boolean isWatched(String internalName) {
        MemberSelection observed = watched;
        return observed != null && observed.mayMatch(internalName) && !isPartOfJdk(internalName);
    }

    /** Returns whether a pattern may observe a member: a method by name and descriptor, a field by name. */
    boolean isWatched(String internalName, String member) {
        MemberSelection observed = watched;
        return observed != null && observed.matchesName(internalName, member);
    }

    /** Returns whether a class may have members that can be observed. */
    boolean mayBeObserved(ClassLoader loader, String internalName) {
        return noted.contains(loader, internalName) || isSelected(internalName);
    }

    /** Returns whether a class may have methods that can be observed: true for all that have, and for few others. */
    boolean mayHaveEvents(String binaryName) {
        return noted.mayContain(binaryName) || (selection != null && isSelected(binaryName.replace('.', '/')));
    }

    /** Releases what is kept of collected class loaders. */
    void release() {
        noted.release();
    }

    /**
     * Returns whether a class, by its internal name, is one that the JDK generates for itself in class loaders of the program, such as
     * the accessors of reflection.
     */
    static boolean isPartOfJdk(String name) {
        return name.startsWith("jdk/internal/") || name.startsWith("sun/reflect/");
    }
}
