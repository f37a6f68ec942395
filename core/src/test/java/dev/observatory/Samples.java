package dev.observatory;

import dev.observatory.attribute.Assignment;
import dev.observatory.attribute.Attribute;
import dev.observatory.attribute.Attributes;
import dev.observatory.attribute.ObservableAttr;
import dev.observatory.broker.AsyncSubscription;
import dev.observatory.broker.BrokerPublisher;
import dev.observatory.broker.Delivery;
import dev.observatory.broker.DeliveryCounts;
import dev.observatory.broker.EventBroker;
import dev.observatory.broker.OverflowPolicy;
import dev.observatory.broker.Topic;
import dev.observatory.broker.UnroutedMessage;
import dev.observatory.collection.ListChange;
import dev.observatory.collection.MapChange;
import dev.observatory.collection.ObservableList;
import dev.observatory.collection.ObservableMap;
import dev.observatory.collection.ObservableSet;
import dev.observatory.collection.SetChange;
import dev.observatory.event.CallStatistics;
import dev.observatory.event.Event;
import dev.observatory.event.EventCall;
import dev.observatory.event.EventData;
import dev.observatory.event.EventPoint;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import dev.observatory.event.ProgressData;
import dev.observatory.event.ProgressOptions;
import dev.observatory.event.ProgressSource;
import dev.observatory.event.ProgressTracker;
import dev.observatory.graph.AsyncDerived;
import dev.observatory.graph.AsyncResult;
import dev.observatory.graph.AsyncStatus;
import dev.observatory.graph.Derived;
import dev.observatory.graph.DoubleDerived;
import dev.observatory.graph.DoubleValue;
import dev.observatory.graph.Effect;
import dev.observatory.graph.EffectScope;
import dev.observatory.graph.Graph;
import dev.observatory.graph.HookValue;
import dev.observatory.graph.IntDerived;
import dev.observatory.graph.IntValue;
import dev.observatory.graph.LongDerived;
import dev.observatory.graph.LongValue;
import dev.observatory.graph.Value;
import dev.observatory.graph.ValueChange;
import dev.observatory.hook.ConnectionBuilder0;
import dev.observatory.hook.ConnectionBuilder1;
import dev.observatory.hook.ConnectionBuilder2;
import dev.observatory.hook.ConnectionBuilder3;
import dev.observatory.hook.ErrorPolicy;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.EventHook0;
import dev.observatory.hook.EventHook2;
import dev.observatory.hook.EventHook3;
import dev.observatory.hook.HookOptions;
import dev.observatory.hook.ObserverFailure;
import dev.observatory.hook.ObserverInfo;
import dev.observatory.hook.Pause;
import dev.observatory.hook.PauseMode;
import dev.observatory.hook.Reentrancy;
import dev.observatory.hook.Subscription;
import dev.observatory.hook.SubscriptionGroup;
import dev.observatory.listen.CallContext;
import dev.observatory.listen.CallEnd;
import dev.observatory.listen.CallListener;
import dev.observatory.listen.CallListeners;
import dev.observatory.listen.CallSelector;
import dev.observatory.listen.CallStart;
import dev.observatory.listen.ContextThreadFactory;
import dev.observatory.listen.ListenerOptions;
import dev.observatory.machine.EnumTransitionBuilder;
import dev.observatory.machine.FireResult;
import dev.observatory.machine.Machine;
import dev.observatory.machine.MachineDefinition;
import dev.observatory.machine.MachineDefinitionBuilder;
import dev.observatory.machine.MachineOptions;
import dev.observatory.machine.MachineSnapshot;
import dev.observatory.machine.ManualScheduler;
import dev.observatory.machine.RefusedTrigger;
import dev.observatory.machine.State;
import dev.observatory.machine.ThreadingMode;
import dev.observatory.machine.TransitionBuilder;
import dev.observatory.machine.TransitionKind;
import dev.observatory.machine.Trigger;
import dev.observatory.progress.ProgressBarOptions;
import dev.observatory.progress.ProgressBars;
import dev.observatory.progress.swing.SwingProgress;
import dev.observatory.runtime.Demand;
import dev.observatory.runtime.WeakIdentityMap;
import java.io.StringWriter;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Stream;
import javax.swing.JProgressBar;

/** One usable value of each type in the public API. */
final class Samples {
    private final List<Object> samples = new ArrayList<>();

    static final class Tagged {
        @Event
        void event() {}

        @ObservableAttr
        Object field;
    }

    Samples() {
        hooks();
        events();
        listeners();
        brokers();
        machines();
        collections();
        graph();
        samples.addAll(List.of("text", Tagged.class, Duration.ofSeconds(1), new IllegalStateException("sample")));
        samples.addAll(List.of(
                new ScheduledThreadPoolExecutor(0),
                Stream.of("item"),
                List.of("item").iterator()));
        samples.addAll(List.of(new ArrayList<>(List.of(1)), new LinkedHashMap<>(), new LinkedHashSet<>()));
        samples.addAll(List.of(new Object[] {"item"}, new Class<?>[] {String.class}));
    }

    private void hooks() {
        EventHook<Object> hook = new EventHook<>("one");
        EventHook0 hook0 = new EventHook0("none");
        EventHook2<Object, Object> hook2 = new EventHook2<>("two");
        EventHook3<Object, Object, Object> hook3 = new EventHook3<>("three");
        samples.addAll(List.of(hook, hook0, hook2, hook3));
        ConnectionBuilder0 with0 = hook0.with();
        ConnectionBuilder1<Object> with1 = hook.with();
        ConnectionBuilder2<Object, Object> with2 = hook2.with();
        ConnectionBuilder3<Object, Object, Object> with3 = hook3.with();
        samples.addAll(List.of(with1, with0, with2, with3));
        Pause pause = hook.paused();
        pause.close();
        Subscription subscription = hook.connect(value -> {});
        subscription.close();
        samples.addAll(List.of(pause, subscription, HookOptions.named("options"), new SubscriptionGroup()));
        samples.addAll(List.of(new Demand(() -> false), new WeakIdentityMap<>(() -> {})));
        samples.addAll(List.of(ErrorPolicy.COLLECT, PauseMode.DROP, Reentrancy.IMMEDIATE));
        samples.add(new ObserverInfo<>("observer", "name", "", 0, 0));
        samples.add(new ObserverFailure("hook", "observer", new IllegalStateException("sample")));
    }

    private void events() {
        EventPoint event = Events.define("event");
        List<EventData> emitted = new ArrayList<>();
        Subscription subscription = event.aboutToRun().connect(emitted::add);
        EventCall call = event.begin(null);
        subscription.close();
        CallStatistics statistics = event.statistics();
        statistics.close();
        samples.addAll(List.of(statistics, new Object[1]));
        samples.addAll(List.of(event, call, emitted.get(0), EventStatus.COMPLETED, new ProgressTracker("tracker")));
        samples.add(new ProgressData(event, 1, 1, 1, "item", EventStatus.COMPLETED));
        ProgressOptions options = ProgressOptions.labeled("label");
        samples.addAll(List.of(options, Events.counter(options), new ProgressSource(1, 0, 1, 0, "label", "unit")));
        StringWriter out = new StringWriter();
        samples.addAll(
                List.of(ProgressBars.on(out, ProgressBarOptions.automatic()), ProgressBarOptions.automatic(), out));
        samples.addAll(List.of(new SwingProgress(), new JProgressBar(), System.out, Thread.currentThread()));
        Attribute<Object> attribute = Attributes.of(Tagged.class, "field");
        samples.addAll(List.of(attribute, new Assignment<>(attribute, this, "old", "new")));
    }

    private void listeners() {
        EventPoint event = Events.define("event");
        CallContext.Snapshot here = CallContext.capture();
        CallContext.Scope scope = here.attach();
        scope.close();
        samples.addAll(List.of(here, scope, CallSelector.all(), ListenerOptions.defaults()));
        samples.add(new ContextThreadFactory(Thread::new));
        CallListener<Object> keeping = new CallListener<>() {
            @Override
            public Object onStart(CallStart call) {
                return this;
            }

            @Override
            public void onEnd(CallEnd call, Object state) {
                samples.add(call);
            }
        };
        samples.add(keeping);
        try (Subscription registration =
                CallListeners.register(CallSelector.matching(each -> each == event), keeping)) {
            event.begin(null).complete(null);
        }
    }

    private void brokers() {
        EventBroker broker = EventBroker.of("Samples");
        AsyncSubscription subscription = broker.subscribeAsync(Runnable::run, 1, OverflowPolicy.ERROR, message -> {});
        subscription.close();
        BrokerPublisher publisher = broker.asPublisher();
        Topic topic = Topic.of("Samples");
        samples.addAll(List.of(broker, subscription, publisher, topic, new UnroutedMessage(topic, "message")));
        samples.addAll(List.of(new DeliveryCounts(0, 0, 0), OverflowPolicy.ERROR, new Delivery<>(topic, "message", 1)));
    }

    private enum Only {
        ONE
    }

    private static final class Ring extends Machine {
        private final State one = initial("one");
        private final Trigger go = trigger(one.to(one));
        private final Trigger.Of<Object> take = trigger(Object.class, one.stay());
    }

    private void machines() {
        Ring ring = new Ring();
        List<EnumTransitionBuilder<Object>> rules = new ArrayList<>();
        MachineDefinitionBuilder<Only, Only, Object> builder =
                Machine.define(Only.class, Only.class).initial(Only.ONE).on(Only.ONE, Only.ONE, Only.ONE, rules::add);
        MachineDefinition<Only, Only, Object> definition = builder.build();
        samples.addAll(List.of(Only.ONE, ring, ring.one, ring.take, ring.go, rules.get(0), builder, definition));
        samples.addAll(
                List.of(definition.instance(), ring.one.to(ring.one), new ManualScheduler(), MachineOptions.serial()));
        samples.add(new MachineSnapshot(1, "", List.of(), Map.of(), Map.of(), List.of()));
        samples.addAll(List.of(TransitionKind.SELF, ThreadingMode.SERIAL, MethodHandles.lookup()));
        samples.addAll(List.of(new Enum<?>[0], new TransitionBuilder<?>[0], new Trigger[0], new State[] {ring.one}));
        samples.addAll(List.of(Instant.EPOCH, FireResult.UNHANDLED));
        samples.add(new RefusedTrigger<>("trigger", "state", null, FireResult.UNHANDLED, List.of()));
    }

    private void collections() {
        samples.addAll(List.of(new ObservableList<>(List.of(1)), new ObservableMap<>(), new ObservableSet<>()));
        samples.add(new ObservableList<>(List.of(1)).filteredView(element -> true));
        List<Object> one = List.of("item");
        samples.addAll(List.of(
                new ListChange.ItemSet<>(0, one, one),
                new ListChange.Inserted<>(0, one),
                new ListChange.Removed<>(List.of(0), one),
                new ListChange.Reordered<>(0, List.of(0)),
                new ListChange.Cleared<>(one),
                new ListChange.Merged<>(List.of())));
        MapChange.ItemSet<Object, Object> itemSet = new MapChange.ItemSet<>("key", true, null, "value");
        List<Map.Entry<Object, Object>> entries = List.of(Map.entry("key", "value"));
        samples.addAll(List.of(
                itemSet,
                new MapChange.ItemPopped<>(entries),
                new MapChange.Updated<>(List.of(itemSet)),
                new MapChange.Cleared<>(entries),
                new MapChange.Merged<>(List.of())));
        samples.addAll(List.of(
                new SetChange.Added<>(one),
                new SetChange.Removed<>(one),
                new SetChange.Cleared<>(one),
                new SetChange.Merged<>(List.of())));
    }

    private void graph() {
        Value<Object> value = Value.of("value");
        samples.addAll(List.of(value, Derived.of(value, each -> each), Graph.shared(), Graph.snapshot()));
        samples.addAll(List.of(IntValue.of(1), LongValue.of(1), DoubleValue.of(1)));
        samples.addAll(List.of(IntDerived.of(() -> 1), LongDerived.of(() -> 1), DoubleDerived.of(() -> 1)));
        samples.addAll(List.of(HookValue.of(new EventHook<>(), "none yet"), Effect.of(() -> {})));
        samples.addAll(List.of(Effect.on(Runnable::run), EffectScope.create()));
        samples.addAll(List.of(AsyncDerived.of(Runnable::run, value, each -> each), new ValueChange<>(1, 2)));
        samples.addAll(List.of(new AsyncResult<>(AsyncStatus.PENDING, null, null), AsyncStatus.PENDING));
    }

    Object of(Class<?> type) {
        if (type == double.class) {
            return 1.0;
        }
        if (type == int.class) {
            return 1;
        }
        if (type == long.class) {
            return 1L;
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == Object.class) {
            return "object";
        }
        for (Object sample : samples) {
            if (type.isInstance(sample)) {
                return sample;
            }
        }
        if (type.isInterface()) { // A function that must not be called.
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.toString());
            });
        }
        throw new AssertionError("no sample of " + type);
    }
}
