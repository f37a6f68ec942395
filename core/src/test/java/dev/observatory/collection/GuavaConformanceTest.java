package dev.observatory.collection;

import com.google.common.collect.testing.ListTestSuiteBuilder;
import com.google.common.collect.testing.MapTestSuiteBuilder;
import com.google.common.collect.testing.SetTestSuiteBuilder;
import com.google.common.collect.testing.TestListGenerator;
import com.google.common.collect.testing.TestMapGenerator;
import com.google.common.collect.testing.TestSetGenerator;
import com.google.common.collect.testing.TestStringListGenerator;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.TestStringSetGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.Feature;
import com.google.common.collect.testing.features.ListFeature;
import com.google.common.collect.testing.features.MapFeature;
import com.google.common.collect.testing.features.SetFeature;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import junit.framework.TestCase;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Guava's conformance suites for collections, with and without an observer. */
class GuavaConformanceTest {

    @TestFactory
    DynamicNode anUnobservedListConforms() {
        return list("unobserved list", false);
    }

    @TestFactory
    DynamicNode anObservedListConforms() {
        return list("observed list", true);
    }

    @TestFactory
    DynamicNode anUnobservedSetConforms() {
        return set("unobserved set", false);
    }

    @TestFactory
    DynamicNode anObservedSetConforms() {
        return set("observed set", true);
    }

    @TestFactory
    DynamicNode anUnobservedMapConforms() {
        return map("unobserved map", false);
    }

    @TestFactory
    DynamicNode anObservedMapConforms() {
        return map("observed map", true);
    }

    private static DynamicNode list(String name, boolean observed) {
        TestListGenerator<String> generator = new TestStringListGenerator() {
            @Override
            protected List<String> create(String[] elements) {
                ObservableList<String> list = new ObservableList<>(Arrays.asList(elements));
                if (observed) {
                    list.changed().connect(change -> {});
                }
                return list;
            }
        };
        return tests(ListTestSuiteBuilder.using(generator)
                .named(name)
                .withFeatures(
                        ListFeature.GENERAL_PURPOSE,
                        CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION,
                        CollectionFeature.ALLOWS_NULL_VALUES,
                        CollectionSize.ANY)
                .createTestSuite());
    }

    private static DynamicNode set(String name, boolean observed) {
        TestSetGenerator<String> generator = new TestStringSetGenerator() {
            @Override
            protected Set<String> create(String[] elements) {
                ObservableSet<String> set = new ObservableSet<>(Arrays.asList(elements));
                if (observed) {
                    set.changed().connect(change -> {});
                }
                return set;
            }
        };
        return tests(SetTestSuiteBuilder.using(generator)
                .named(name)
                .withFeatures(
                        SetFeature.GENERAL_PURPOSE,
                        CollectionFeature.KNOWN_ORDER,
                        CollectionFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION,
                        CollectionFeature.ALLOWS_NULL_VALUES,
                        CollectionSize.ANY)
                .createTestSuite());
    }

    private static DynamicNode map(String name, boolean observed) {
        TestMapGenerator<String, String> generator = new TestStringMapGenerator() {
            @Override
            protected Map<String, String> create(Map.Entry<String, String>[] entries) {
                ObservableMap<String, String> map = new ObservableMap<>();
                for (Map.Entry<String, String> entry : entries) {
                    map.put(entry.getKey(), entry.getValue());
                }
                if (observed) {
                    map.changed().connect(change -> {});
                }
                return map;
            }
        };
        List<Feature<?>> features = List.of(
                MapFeature.GENERAL_PURPOSE,
                MapFeature.ALLOWS_NULL_KEYS,
                MapFeature.ALLOWS_NULL_VALUES,
                MapFeature.ALLOWS_ANY_NULL_QUERIES,
                MapFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION,
                CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
                CollectionFeature.KNOWN_ORDER,
                CollectionSize.ANY);
        return tests(MapTestSuiteBuilder.using(generator)
                .named(name)
                .withFeatures(features)
                .createTestSuite());
    }

    private static DynamicNode tests(junit.framework.Test test) {
        if (test instanceof TestSuite suite) {
            Stream<DynamicNode> children =
                    Collections.list(suite.tests()).stream().map(GuavaConformanceTest::tests);
            return DynamicContainer.dynamicContainer(String.valueOf(suite.getName()), children);
        }
        return DynamicTest.dynamicTest(test.toString(), ((TestCase) test)::runBare);
    }
}
