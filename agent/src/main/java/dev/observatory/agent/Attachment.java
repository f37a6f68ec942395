package dev.observatory.agent;

import static java.util.Objects.requireNonNull;

import dev.observatory.agent.serve.ServedAgent;
import dev.observatory.agent.serve.Server;
import dev.observatory.agent.serve.WatchRequest;
import dev.observatory.weave.AgentBridge;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One stay of the agent in a running JVM, from its arrival until nothing of it is left. One thread at a time weaves, watches or
 * leaves; the program's own threads never wait for one of these.
 */
final class Attachment implements Predicate<String>, BooleanSupplier, Supplier<String>, ServedAgent {
    /** Asks for a conversation, and for no weaving. */
    static final String SERVE = "@serve";

    private final Instrumentation instrumentation;
    private final Runnable hasLeft;
    private final boolean isFromStart;
    private final Server server = new Server(this);
    private final List<Selection> selections = new CopyOnWriteArrayList<>();
    private final Set<Watch> watches = new LinkedHashSet<>();
    private @Nullable WeavingTransformer weaver;
    private @Nullable AgentObservers observers;
    private boolean wovenTagged;
    private boolean left;

    /**
     * Arrives.
     *
     * @param fromStart the {@link WeavingTransformer} at work since the JVM was started; null if there is none
     * @param hasLeft told when all is done
     */
    Attachment(Instrumentation instrumentation, @Nullable Object fromStart, Runnable hasLeft) {
        this.instrumentation = instrumentation;
        this.hasLeft = hasLeft;
        this.isFromStart = fromStart != null;
        this.weaver = (WeavingTransformer) fromStart;
        if (weaver != null) {
            selections.add(weaver.selection());
            wovenTagged = true;
        }
    }

    /**
     * Comes with the arguments of each attempt to load the agent: the first, and all that follow.
     *
     * @return false if this one has left meanwhile, and another is to be asked
     */
    @Override
    public synchronized boolean test(String arguments) {
        if (left) {
            return false;
        }
        if (!arguments.equals(SERVE)) {
            Woven woven = weave(arguments);
            woven.complaints().forEach(Warnings::print);
        }
        try {
            server.start();
        } catch (IOException failure) {
            Warnings.print("nobody can talk to the agent, which " + (isIdle() ? "leaves again: " : "goes on weaving: ")
                    + failure.getMessage());
            leaveIfUnused();
        }
        return true;
    }

    @Override
    public String version() {
        return Main.version();
    }

    @Override
    public synchronized Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("agent", Main.version());
        facts.put("jdk", Runtime.version().toString());
        facts.put("since", isFromStart ? "the start of the JVM" : "it was attached");
        facts.put("watched", watches.size() + " watches open");
        facts.put("other agents", String.join(", ", OtherAgents.onCommandLine()));
        long errors = weaver == null ? 0 : weaver.weaving().copies().suppressedErrors();
        facts.put("errors of observers kept from the program", Long.toString(errors));
        return facts;
    }

    @Override
    public synchronized List<ClassStatus> classes() {
        return weaver == null ? List.of() : StatusText.structured(weaver.report());
    }

    @Override
    public List<String> complaintsOf(String arguments) {
        return AgentArguments.parse(arguments).complaints();
    }

    @Override
    public synchronized Woven weave(String arguments) {
        requirePresent();
        WeavingTransformer at = weaver;
        // Those who come later say what they want besides; what the JVM was set up with holds already.
        AgentArguments read = at == null ? AgentArguments.ofAllPlaces(arguments) : AgentArguments.parse(arguments);
        if (at == null) {
            at = install(read);
        }
        if (read.observing().isAny()) {
            if (observers != null) {
                observers.end();
            }
            observers = at.weaving().observe(read.observing());
        }
        selections.add(read.selection());
        LoadedClasses loaded = loaded();
        Selection meant = read.selection();
        boolean isFirst = !wovenTagged;
        wovenTagged = true;
        return measured(
                () -> isFirst ? loaded.weaveTagged(meant) : meant.isEmpty() ? Map.of() : loaded.weave(meant),
                read.complaints(),
                meant,
                true);
    }

    /** Whether anything is woven, or to be woven when it is loaded. */
    @Override
    public boolean getAsBoolean() {
        return !isIdle();
    }

    /** The status. */
    @Override
    public synchronized String get() {
        WeavingTransformer at = weaver;
        AgentObservers own = observers;
        return at == null ? "" : at.weaving().status() + (own == null ? "" : own.status());
    }

    private WeavingTransformer install(AgentArguments arguments) {
        WeavingTransformer made = new WeavingTransformer(instrumentation, arguments.withoutFailFast());
        made.preload();
        made.weaving();
        instrumentation.addTransformer(made, true);
        weaver = made;
        return made;
    }

    private LoadedClasses loaded() {
        return new LoadedClasses(instrumentation, requireNonNull(weaver));
    }

    /** Weaves by all selections there are, and tells what came of it: of everything, or of what one selection means. */
    private Woven measured(
            Supplier<Map<Class<?>, String>> weaving, List<String> complaints, Selection meant, boolean tellsAll) {
        WeavingTransformer at = requireNonNull(weaver);
        at.select(Selection.anyOf(selections));
        long start = System.nanoTime();
        Map<Class<?>, String> refused;
        long pause;
        try (PauseMeter meter = PauseMeter.started()) {
            refused = weaving.get();
            pause = meter.longestMillis();
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        refused.forEach((type, reason) -> at.report().refused(type.getClassLoader(), type.getName(), reason));
        return outcome(at.report(), millis, pause, complaints, meant, tellsAll);
    }

    private static Woven outcome(
            WeavingReport report, long millis, long pause, List<String> complaints, Selection meant, boolean tellsAll) {
        int classes = 0;
        int members = 0;
        Map<String, String> notWoven = new LinkedHashMap<>();
        for (WeavingReport.ClassEntry one : report.classes()) {
            Predicate<String> isToldOf =
                    member -> tellsAll || meant.names(one.name().replace('.', '/'), member);
            int woven = (int) one.woven().stream().filter(isToldOf).count();
            members += woven;
            classes += woven == 0 ? 0 : 1;
            one.skipped().forEach((member, reason) -> {
                if (isToldOf.test(member)) {
                    notWoven.put(one.name() + "." + StatusText.readable(member), reason);
                }
            });
        }
        return new Woven(
                classes, members, millis, pause, notWoven, complaints, Patterns.unmet(meant, report.classes()));
    }

    @Override
    public Watching watch(WatchRequest request, Feed feed) {
        EventFrame frame = new EventFrame(request);
        WatchFilter filter = new WatchFilter(request);
        Function<Function<String, @Nullable Object>, List<String>> ofCall = frame::ofCall;
        Function<Function<String, @Nullable Object>, List<String>> ofAssignment = frame::ofAssignment;
        return open(
                Patterns.selection(request.methods(), request.fields()),
                event -> {
                    if (filter.takes(event) && feed.wants()) {
                        tell(feed, ofCall, event);
                    }
                },
                assignment -> {
                    if (feed.wants()) {
                        tell(feed, ofAssignment, assignment);
                    }
                });
    }

    /** At the end of the stack an event may fail to become text: it is counted all the same. */
    private static void tell(
            Feed feed,
            Function<Function<String, @Nullable Object>, List<String>> toText,
            Function<String, @Nullable Object> emission) {
        List<String> text = null;
        try {
            text = toText.apply(emission);
        } finally {
            feed.tell(text);
        }
    }

    @Override
    public Watching time(List<String> methods, Timings timings) {
        return open(
                Patterns.selection(methods, List.of()),
                event -> timings.ended(
                        Patterns.label(event), WatchFilter.nanos(event), event.apply("exception") != null),
                assignment -> {});
    }

    /** Whoever was let in just before it left is too late: what would be woven now, nobody would bring back. */
    private void requirePresent() {
        if (left) {
            throw new CancellationException("the agent has left");
        }
    }

    private synchronized Watch open(Selection meant, Watch.Sink calls, Watch.Sink assignments) {
        requirePresent();
        WeavingTransformer at = weaver == null ? install(AgentArguments.NONE) : weaver;
        if (!meant.isEmpty()) {
            selections.add(meant);
        }
        Watch watch = new Watch(this, meant, calls, assignments);
        watches.add(watch);
        watch.connect(at.weaving().copies());
        LoadedClasses loaded = loaded();
        watch.tellWoven(
                measured(() -> meant.isEmpty() ? Map.of() : loaded.weave(meant), List.of(), meant, meant.isEmpty()));
        return watch;
    }

    /** Ends a watch: what it alone meant is woven no more. */
    @SuppressWarnings("ReferenceEquality") // Equality of records holds on to their class; see LibraryCopy.
    synchronized void close(Watch watch) {
        WeavingTransformer at = weaver;
        if (!watches.remove(watch) || at == null) {
            return;
        }
        watch.disconnect(at.weaving().copies());
        Selection meant = watch.meant();
        if (selections.removeIf(selection -> selection == meant)) {
            at.select(Selection.anyOf(selections));
            LoadedClasses loaded = loaded();
            loaded.transform(meant.meansFields() ? loaded.woven() : loaded.woven(meant::concerns));
        }
    }

    @Override
    public synchronized List<String> nearest(String pattern) {
        return new NearestMembers(loaded()).to(pattern);
    }

    @Override
    public synchronized boolean isIdle() {
        return weaver == null;
    }

    @Override
    public synchronized void leaveIfUnused() {
        if (watches.isEmpty() && !wovenTagged) {
            detach();
        }
    }

    @Override
    public synchronized Reverted detach() {
        long start = System.nanoTime();
        if (left) {
            return new Reverted(0, Map.of(), 0, 0); // Another may have come meanwhile, whose leave this is not.
        }
        List.copyOf(watches).forEach(this::forget);
        if (observers != null) {
            observers.end();
            observers = null;
        }
        Departure departure = new Departure(instrumentation, weaver);
        Reverted reverted = departure.leave(start);
        weaver = null;
        server.stop();
        AgentBridge.agentLeaves();
        left = true;
        hasLeft.run();
        return reverted;
    }

    /** All is brought back at once; one watch need not be brought back before. */
    private void forget(Watch watch) {
        watches.remove(watch);
        watch.disconnect(requireNonNull(weaver).weaving().copies());
    }
}
