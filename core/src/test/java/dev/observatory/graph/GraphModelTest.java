package dev.observatory.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random graphs against full recomputation: declared and tracked nodes, small ranges so that many values are equal, functions
 * that throw, batches with reads, transactions that fail, effects and observers that come and go, snapshots.
 */
class GraphModelTest {
    private static final int SEEDS = 400;
    private static final int STEPS = 120;

    /** What a function threw, or could not read: every failure is like any other to the model. */
    private static final int FAILED = -1;

    private interface Reader {
        int read(int node);
    }

    /** One derived node: what it may read, and what it makes of it. */
    private record Rule(boolean tracked, List<Integer> inputs, int range, int failsAt) {
        int compute(Reader reader) {
            int sum = reader.read(inputs.get(0));
            if (tracked) {
                sum += reader.read(inputs.get(1 + sum % (inputs.size() - 1)));
            } else {
                for (int input : inputs.subList(1, inputs.size())) {
                    sum += reader.read(input);
                }
            }
            int result = (sum * 31 + 7) % range;
            if (result == failsAt) {
                throw new IllegalStateException("expected");
            }
            return result;
        }
    }

    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Full recomputation, from values of sources. */
    private static final class Model {
        private final List<Rule> rules;
        private final int[] sources;
        private final Integer[] known;

        Model(List<Rule> rules, int[] sources) {
            this.rules = rules;
            this.sources = sources.clone();
            this.known = new Integer[sources.length + rules.size()];
        }

        int valueOf(int node) {
            if (node < sources.length) {
                return sources[node];
            }
            if (known[node] == null) {
                known[node] = computed(rules.get(node - sources.length));
            }
            return known[node];
        }

        private int computed(Rule rule) {
            try {
                return rule.compute(input -> {
                    int value = valueOf(input);
                    if (value == FAILED) {
                        throw new Failed();
                    }
                    return value;
                });
            } catch (Failed | IllegalStateException failed) {
                return FAILED;
            }
        }
    }

    /** One effect that reads some nodes, all of them in each run. */
    private static final class Reading {
        private final int[] nodes;
        private int[] seen = {};
        private int runs;
        private Effect effect;

        Reading(int[] nodes) {
            this.nodes = nodes;
        }
    }

    /** One observer of one node, and the chain of changes that it received. */
    private static final class Observing {
        private final int node;
        private final List<ValueChange<Integer>> received = new ArrayList<>();
        private int atFirst;
        private Subscription subscription;

        Observing(int node) {
            this.node = node;
        }
    }

    private record Moment(GraphSnapshot snapshot, Model model) {}

    private static final class Run {
        private final Random random;
        private final Graph graph;
        private final List<Rule> rules = new ArrayList<>();
        private final List<Value<Integer>> values = new ArrayList<>();
        private final List<Node<Integer>> nodes = new ArrayList<>();
        private final List<Reading> readings = new ArrayList<>();
        private final List<Observing> observings = new ArrayList<>();
        private final List<Moment> moments = new ArrayList<>();
        private int[] sources;
        private int[] computes;

        Run(long seed, Graph graph) {
            this.random = new Random(seed);
            this.graph = graph;
            build();
        }

        private void build() {
            int count = 2 + random.nextInt(5);
            sources = new int[count];
            for (int i = 0; i < count; i++) {
                sources[i] = random.nextInt(4);
                values.add(Value.of(graph, sources[i]).named("s" + i));
            }
            nodes.addAll(values);
            int derived = 3 + random.nextInt(25);
            computes = new int[count + derived];
            for (int i = 0; i < derived; i++) {
                int number = count + i;
                Rule rule = randomRule(number);
                rules.add(rule);
                nodes.add(rule.tracked() ? tracked(rule, number) : declared(rule, number));
            }
        }

        private Rule randomRule(int number) {
            int inputs = 1 + random.nextInt(4);
            boolean tracked = random.nextInt(3) == 0;
            List<Integer> chosen = new ArrayList<>();
            for (int i = tracked ? -1 : 0; i < inputs; i++) {
                chosen.add(number - 1 - random.nextInt(Math.min(number, 8)));
            }
            int range = 2 + random.nextInt(5);
            return new Rule(tracked, chosen, range, random.nextInt(4) == 0 ? random.nextInt(range) : -2);
        }

        private Derived<Integer> tracked(Rule rule, int number) {
            return Derived.of(graph, () -> {
                        computes[number]++;
                        return rule.compute(input -> nodes.get(input).get());
                    })
                    .named("t" + number);
        }

        private Derived<Integer> declared(Rule rule, int number) {
            List<Node<Integer>> inputs =
                    rule.inputs().stream().<Node<Integer>>map(nodes::get).toList();
            return Derived.of(inputs, read -> {
                        computes[number]++;
                        int[] next = {0};
                        return rule.compute(input -> read.get(next[0]++));
                    })
                    .named("d" + number);
        }

        private Model model() {
            return new Model(rules, sources);
        }

        private int read(int node) {
            return valueOf(nodes.get(node));
        }

        private static int valueOf(Node<Integer> node) {
            try {
                return node.get();
            } catch (ComputationException failed) {
                return FAILED;
            }
        }

        void step() {
            int[] before = computes.clone();
            Model old = model();
            List<Reading> readers = List.copyOf(readings);
            int[] runs = readers.stream().mapToInt(each -> each.runs).toArray();
            boolean readInside = false;
            int action = random.nextInt(12);
            switch (action) {
                case 0, 1, 2 -> set();
                case 3 -> {
                    readInside = true;
                    Graph.batch(graph, () -> writeSome(true));
                }
                case 4 -> Graph.batch(graph, () -> writeSome(false));
                case 5 -> {
                    readInside = true;
                    failTransaction();
                }
                case 6 -> readings.add(startReading());
                case 7 -> stopReading();
                case 8 -> startObserving();
                case 9 -> stopObserving();
                case 10 -> {
                    readInside = true; // A snapshot has to compute what the present does not know any more.
                    takeOrCheckMoment();
                }
                default -> {
                    int node = random.nextInt(nodes.size());
                    assertThat(read(node)).isEqualTo(model().valueOf(node));
                }
            }
            check(before, readInside);
            for (int i = 0; i < runs.length; i++) {
                checkRuns(readers.get(i), runs[i], old);
            }
            if (action < 3 || action == 4) {
                checkThatOnlyWhatIsWantedWasComputed(before);
            }
        }

        /** Once if something differs that it reads, whatever happened in between, and else not at all. */
        private void checkRuns(Reading reading, int before, Model old) {
            Model now = model();
            boolean changed = Arrays.stream(reading.nodes).anyMatch(node -> old.valueOf(node) != now.valueOf(node));
            assertThat(reading.runs - before).as("runs of an effect").isEqualTo(changed ? 1 : 0);
        }

        private void checkThatOnlyWhatIsWantedWasComputed(int[] before) {
            boolean[] wanted = new boolean[nodes.size()];
            readings.forEach(reading -> Arrays.stream(reading.nodes).forEach(node -> wanted[node] = true));
            observings.forEach(observing -> wanted[observing.node] = true);
            for (int i = nodes.size() - 1; i >= sources.length; i--) {
                if (wanted[i]) {
                    rules.get(i - sources.length).inputs().forEach(input -> wanted[input] = true);
                } else {
                    assertThat(computes[i])
                            .as("computed without a reader: node %d", i)
                            .isEqualTo(before[i]);
                }
            }
        }

        private void set() {
            int source = random.nextInt(sources.length);
            sources[source] = random.nextInt(4);
            values.get(source).set(sources[source]);
        }

        private void writeSome(boolean reads) {
            for (int i = random.nextInt(5); i >= 0; i--) {
                set();
                if (reads && random.nextBoolean()) {
                    int node = random.nextInt(nodes.size());
                    assertThat(read(node)).isEqualTo(model().valueOf(node));
                }
            }
        }

        private void failTransaction() {
            int[] before = sources.clone();
            try {
                Graph.transact(graph, () -> {
                    writeSome(true);
                    if (random.nextBoolean()) {
                        int[] inner = sources.clone();
                        try {
                            Graph.transact(graph, () -> {
                                writeSome(true);
                                throw new Failed();
                            });
                        } catch (Failed expected) {
                            sources = inner;
                        }
                        writeSome(true);
                    }
                    if (random.nextBoolean()) {
                        throw new Failed();
                    }
                });
            } catch (Failed expected) {
                sources = before;
            }
        }

        private Reading startReading() {
            int[] chosen = new int[1 + random.nextInt(3)];
            Arrays.setAll(chosen, i -> random.nextInt(nodes.size()));
            Reading reading = new Reading(chosen);
            reading.effect = Effect.of(graph, () -> {
                reading.runs++;
                reading.seen = Arrays.stream(chosen).map(this::read).toArray();
            });
            return reading;
        }

        private void stopReading() {
            if (!readings.isEmpty()) {
                readings.remove(random.nextInt(readings.size())).effect.close();
            }
        }

        private void startObserving() {
            Observing observing = new Observing(random.nextInt(nodes.size()));
            observing.atFirst = model().valueOf(observing.node);
            observing.subscription = nodes.get(observing.node).updated().connect(observing.received::add);
            observings.add(observing);
        }

        private void stopObserving() {
            if (!observings.isEmpty()) {
                observings
                        .remove(random.nextInt(observings.size()))
                        .subscription
                        .close();
            }
        }

        private void takeOrCheckMoment() {
            if (moments.size() < 3) {
                moments.add(new Moment(Graph.snapshot(graph), model()));
                return;
            }
            Moment moment = moments.remove(random.nextInt(moments.size()));
            for (int i = 0; i < nodes.size(); i++) {
                int then;
                try {
                    then = moment.snapshot().get(nodes.get(i));
                } catch (ComputationException failed) {
                    then = FAILED;
                }
                assertThat(then)
                        .as("node %d of a snapshot", i)
                        .isEqualTo(moment.model().valueOf(i));
            }
            moment.snapshot().close();
        }

        private void check(int[] computesBefore, boolean readInside) {
            Model now = model();
            for (Reading reading : readings) {
                int[] expected = Arrays.stream(reading.nodes).map(now::valueOf).toArray();
                assertThat(reading.seen).as("what an effect has seen").isEqualTo(expected);
            }
            for (Observing observing : observings) {
                checkChain(observing, now.valueOf(observing.node));
            }
            if (!readInside) {
                for (int i = sources.length; i < nodes.size(); i++) {
                    assertThat(computes[i] - computesBefore[i])
                            .as("how often node %d was computed", i)
                            .isLessThanOrEqualTo(1);
                }
            }
        }

        private void checkChain(Observing observing, int now) {
            int last = observing.atFirst;
            for (ValueChange<Integer> change : observing.received) {
                if (last != FAILED) {
                    assertThat(change.oldValue()).isEqualTo(last);
                }
                assertThat(change.newValue()).isNotEqualTo(change.oldValue());
                last = change.newValue();
            }
            if (now != FAILED
                    && last != FAILED) { // An observer connected while a node fails may have received nothing yet.
                assertThat(last)
                        .as("what observers of node %d know", observing.node)
                        .isEqualTo(now);
            }
        }

        void checkAll() {
            Model model = model();
            for (int i = nodes.size() - 1; i >= 0; i--) {
                assertThat(read(i)).as("node %d", i).isEqualTo(model.valueOf(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyNodeEqualsItsFullRecomputation(boolean confined) {
        for (long seed = 0; seed < SEEDS; seed++) {
            Run run = new Run(seed, confined ? Graph.confined() : Graph.create());
            int step = 0;
            try {
                for (; step < STEPS; step++) {
                    run.step();
                }
                run.checkAll();
            } catch (Throwable failure) {
                throw new AssertionError("seed " + seed + ", step " + step + ": " + failure.getMessage(), failure);
            }
        }
    }
}
