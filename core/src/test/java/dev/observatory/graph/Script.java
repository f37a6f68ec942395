package dev.observatory.graph;

import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A few commands that build a graph, do things to it and write down what happens, so that a case of its semantics fits in a
 * line. Names are single letters, values whole numbers.
 *
 * <table>
 * <caption>Commands</caption>
 * <tr><td>{@code a=1}, {@code a=?}</td><td>a value, a value without one</td></tr>
 * <tr><td>{@code d:a+b}</td><td>a derived node with declared inputs; writes {@code d} whenever it is computed</td></tr>
 * <tr><td>{@code d~a?b:c}</td><td>one that finds its inputs out; writes {@code d} likewise</td></tr>
 * <tr><td>{@code E~a+b}, {@code E~a->b}</td><td>an effect; writes {@code E=value}, or sets b to the value</td></tr>
 * <tr><td>{@code W@d}, {@code W@d->b}</td><td>an observer of d; writes {@code W=old>new}, or sets b to the new value</td></tr>
 * <tr><td>{@code a<2}</td><td>sets a</td></tr>
 * <tr><td>{@code d}</td><td>reads d and writes {@code d=value}</td></tr>
 * <tr><td>{@code touch a}, {@code clear a}, {@code close E}</td><td>call the method of that name</td></tr>
 * <tr><td>{@code [ … ]}, {@code ( … )}, {@code ( … !)}</td><td>a batch, a transaction, one that fails</td></tr>
 * </table>
 *
 * <p>Expressions support {@code + - * / %}, from left to right, and {@code a?b:c}, which reads b if a is not 0 and else c.
 * Division by zero throws; a value that cannot be computed is written {@code !}.
 */
final class Script {
    private static final Pattern TERM = Pattern.compile("([-+*/%]?)([a-z]|\\d+)");

    private final Graph graph;
    private final Map<String, Value<Integer>> values = new HashMap<>();
    private final Map<String, Node<Integer>> nodes = new HashMap<>();
    private final Map<String, Effect> effects = new HashMap<>();
    private final Map<String, Subscription> observers = new HashMap<>();
    private final List<String> happened = new ArrayList<>();
    private String[] commands = {};
    private int next;

    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    Script(Graph graph) {
        this.graph = graph;
    }

    /** Runs all commands and returns what happened, separated by spaces. */
    String run(String script) {
        commands = script.strip().split("\\s+");
        while (next < commands.length) {
            step();
        }
        return String.join(" ", happened);
    }

    private void step() {
        String command = commands[next++];
        switch (command) {
            case "[" -> Graph.batch(graph, () -> until("]"));
            case "(" -> transact();
            case "touch" -> values.get(commands[next++]).touch();
            case "clear" -> values.get(commands[next++]).clear();
            case "close" -> close(commands[next++]);
            default -> define(command);
        }
    }

    private void transact() {
        try {
            Graph.transact(graph, () -> {
                if (until(")", "!)").equals("!)")) {
                    throw new Failed();
                }
            });
        } catch (Failed expected) {
            happened.add("rolled-back");
        }
    }

    private String until(String... ends) {
        List<String> known = Arrays.asList(ends);
        while (!known.contains(commands[next])) {
            step();
        }
        return commands[next++];
    }

    private void close(String name) {
        if (effects.containsKey(name)) {
            effects.get(name).close();
        } else {
            observers.get(name).close();
        }
    }

    private void define(String command) {
        String name = command.substring(0, 1);
        if (command.length() == 1) {
            happened.add(name + "=" + read(nodes.get(name)));
            return;
        }
        String rest = command.substring(2);
        switch (command.charAt(1)) {
            case '=' -> value(name, rest);
            case '<' -> values.get(name).set(Integer.valueOf(rest));
            case ':' -> nodes.put(name, declared(name, rest));
            case '@' -> observe(name, rest.split("->"));
            default -> {
                if (Character.isUpperCase(name.charAt(0))) {
                    effect(name, rest.split("->"));
                } else {
                    nodes.put(name, tracked(name, rest));
                }
            }
        }
    }

    private void value(String name, String initial) {
        Value<Integer> value = initial.equals("?") ? Value.unset(graph) : Value.of(graph, Integer.valueOf(initial));
        values.put(name, value.named(name));
        nodes.put(name, value);
    }

    private Derived<Integer> declared(String name, String expression) {
        Set<String> used = new LinkedHashSet<>();
        Matcher terms = TERM.matcher(expression);
        while (terms.find()) {
            if (nodes.containsKey(terms.group(2))) {
                used.add(terms.group(2));
            }
        }
        List<String> names = List.copyOf(used);
        return Derived.of(names.stream().map(nodes::get).toList(), inputs -> {
                    happened.add(name);
                    return evaluate(expression, each -> inputs.get(names.indexOf(each)));
                })
                .named(name);
    }

    private Derived<Integer> tracked(String name, String expression) {
        return Derived.of(graph, () -> {
                    happened.add(name);
                    return evaluate(expression, each -> nodes.get(each).get());
                })
                .named(name);
    }

    private void effect(String name, String[] parts) {
        effects.put(name, Effect.of(graph, self -> {
            self.onCleanup(() -> {
                if (parts[0].endsWith(",")) {
                    happened.add(name + "~");
                }
            });
            String shown;
            try {
                int value = evaluate(
                        parts[0].replace(",", ""), each -> nodes.get(each).get());
                if (parts.length > 1) {
                    values.get(parts[1]).set(value);
                    return;
                }
                shown = Integer.toString(value);
            } catch (ComputationException | NoValueException | CycleException failed) {
                shown = "!";
            }
            happened.add(name + "=" + shown);
        }));
    }

    private void observe(String name, String[] parts) {
        Subscription subscription = nodes.get(parts[0]).updated().connect(change -> {
            happened.add(name + "=" + change.oldValue() + ">" + change.newValue());
            if (parts.length > 1) {
                values.get(parts[1]).set(change.newValue());
            }
        });
        observers.put(name, subscription);
    }

    private static String read(Node<Integer> node) {
        try {
            return Integer.toString(node.get());
        } catch (ComputationException | NoValueException | CycleException failed) {
            return "!";
        }
    }

    private static int evaluate(String expression, ToIntFunction<String> reader) {
        int question = expression.indexOf('?');
        if (question > 0) {
            int colon = expression.indexOf(':');
            int condition = evaluate(expression.substring(0, question), reader);
            String branch =
                    condition != 0 ? expression.substring(question + 1, colon) : expression.substring(colon + 1);
            return evaluate(branch, reader);
        }
        Matcher terms = TERM.matcher(expression);
        int result = 0;
        while (terms.find()) {
            String term = terms.group(2);
            int value = Character.isDigit(term.charAt(0)) ? Integer.parseInt(term) : reader.applyAsInt(term);
            result = switch (terms.group(1)) {
                case "-" -> result - value;
                case "*" -> result * value;
                case "/" -> result / value;
                case "%" -> result % value;
                default -> result + value;
            };
        }
        return result;
    }
}
