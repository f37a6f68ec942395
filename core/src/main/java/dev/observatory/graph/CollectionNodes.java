package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import dev.observatory.runtime.ContentSource;
import java.lang.ref.WeakReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates nodes whose value is the content of an observable collection: an {@code ObservableList}, {@code ObservableSet},
 * {@code ObservableMap} or {@code ListView}.
 *
 * <pre>{@code
 * ObservableList<Integer> readings = new ObservableList<>();
 * Node<List<Integer>> content = CollectionNodes.of(readings);
 * Derived<Integer> sum = Derived.of(content, all -> all.stream().mapToInt(Integer::intValue).sum());
 * readings.add(3);
 * }</pre>
 *
 * <p>The value is an immutable copy. It is made when the node is read after a change, not at each change, and on any thread:
 * only the collection itself is confined to its thread. Each change of the collection changes the node once, a batch too,
 * before observers of the collection are notified; an element that was touched changes it as well. Observers and effects of
 * the graph run within the call that has changed the collection.
 *
 * <p>The node keeps the collection reachable. The collection does not keep the node reachable: when the node is collected, its
 * connection closes.
 */
public final class CollectionNodes {
    private CollectionNodes() {}

    /**
     * Creates a node in the shared graph.
     *
     * @param collection the observable collection
     * @param <S> the interface of the collection with its type of elements
     * @return the node
     * @throws NullPointerException if {@code collection} is null
     */
    public static <S> Node<S> of(ContentSource<S> collection) {
        return of(Graph.shared(), collection);
    }

    /**
     * Creates a node in the given graph.
     *
     * @param graph the graph
     * @param collection the observable collection
     * @param <S> the interface of the collection with its type of elements
     * @return the node
     * @throws NullPointerException if an argument is null
     */
    public static <S> Node<S> of(Graph graph, ContentSource<S> collection) {
        requireNonNull(graph, "graph");
        requireNonNull(collection, "collection");
        Object owner = new Object();
        Feed<S> feed = new Feed<>();
        Value<Supplier<S>> latest = Value.of(graph, collection.follow(owner, feed));
        feed.target = new WeakReference<>(latest);
        // The value compares contents, which are created anew for each change, by identity.
        return Derived.of(latest, new Reading<>(owner, collection)).comparedBy((before, after) -> before == after);
    }

    /** Refers to the node weakly, so that the collection does not keep it reachable. */
    private static final class Feed<S> implements Consumer<Supplier<S>> {
        private @Nullable WeakReference<Value<Supplier<S>>> target;

        @Override
        public void accept(Supplier<S> content) {
            WeakReference<Value<Supplier<S>>> reference = target;
            Value<Supplier<S>> present = reference == null ? null : reference.get();
            if (present != null) {
                present.set(content);
            }
        }
    }

    /** Belongs to the node, and keeps its connection and the collection reachable. */
    private record Reading<S>(Object owner, Object collection) implements Function<Supplier<S>, S> {
        @Override
        public S apply(Supplier<S> content) {
            return content.get();
        }
    }
}
