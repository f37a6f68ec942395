package dev.observatory.agent.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.library.CallView;
import dev.observatory.agent.wire.Allocation;
import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.WatchEvent;
import dev.observatory.agent.wire.WatchOption;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventEncoderTest {
    private static final int CALLS = 10_000;

    private final Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    private final CallView event = new CallView(facts::get);

    static int place(String item, int count) {
        return count + item.length();
    }

    @BeforeEach
    void describeCall() throws NoSuchMethodException {
        Method method = EventEncoderTest.class.getDeclaredMethod("place", String.class, int.class);
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("item", "tea");
        arguments.put("count", 7);
        facts.put("action", method);
        facts.put("owner", EventEncoderTest.class);
        facts.put("method", "place(Ljava/lang/String;I)I");
        facts.put("name", "place");
        facts.put("thread", Thread.currentThread());
        facts.put("depth", 3);
        facts.put("callId", 9L);
        facts.put("nanos", 1_234_567L);
        facts.put("arguments", arguments);
        facts.put("result", 10);
        facts.put("tags", Map.of());
    }

    private static EventEncoder encoder(WatchOption... options) {
        return new EventEncoder(
                new Request.Watch(List.of("x"), List.of(), Set.of(options), 0, "", "", List.of(), 0, 0, 1 << 20),
                new MemberLabels(type -> List.of("lambda$place$0()V", "lambda$place$1(I)V", "lambda$other$2()V")));
    }

    private WatchEvent.CallEvent encoded(WatchOption... options) {
        return (WatchEvent.CallEvent) encoder(options).encode(event, Map.of());
    }

    @Test
    void aCallHasValuesOnlyIfTheyAreRequested() {
        WatchEvent.CallEvent without = encoded();
        WatchEvent.CallEvent with = encoded(WatchOption.RESULTS, WatchOption.ARGUMENTS_AFTER);

        assertThat(without.site().method()).isEqualTo("place(String, int)");
        assertThat(without.site().depth()).isEqualTo(3);
        assertThat(without.site().callId()).isEqualTo(9);
        assertThat(without.loader()).isEqualTo("app");
        assertThat(without.nanos()).isEqualTo(1_234_567);
        assertThat(without.argumentsAfter()).isEmpty();
        assertThat(without.result()).isNull();
        assertThat(with.argumentsAfter()).containsExactly(Map.entry("item", "\"tea\""), Map.entry("count", "7"));
        assertThat(with.result()).isEqualTo("10");
    }

    @Test
    void argumentsAreThoseOfTheBeginning() {
        Map<String, String> begun = encoder(WatchOption.ARGUMENTS).arguments(event);
        facts.put("arguments", Map.of("item", "coffee"));

        WatchEvent.CallEvent call =
                (WatchEvent.CallEvent) encoder(WatchOption.ARGUMENTS).encode(event, begun);

        assertThat(call.arguments()).containsExactly(Map.entry("item", "\"tea\""), Map.entry("count", "7"));
        assertThat(call.argumentsAfter()).isEmpty();
    }

    @Test
    void aCallThatThrewHasAnExceptionAndNoResult() {
        facts.put("exception", new IllegalStateException("no tea"));

        WatchEvent.CallEvent call = encoded(WatchOption.RESULTS, WatchOption.EXCEPTIONS);

        assertThat(call.exception()).isEqualTo("java.lang.IllegalStateException");
        assertThat(call.message()).isEqualTo("java.lang.IllegalStateException: no tea");
        assertThat(call.result()).isNull();
    }

    @Test
    void aLambdaIsNamedByItsMethodAndNumberedAmongSeveral() {
        facts.put("method", "lambda$place$1(I)V");
        assertThat(encoded().site().method()).isEqualTo("place/lambda$1(int)");

        facts.put("method", "lambda$other$2()V");
        assertThat(encoded().site().method()).isEqualTo("other/lambda()");
    }

    /** Encoding runs on the thread of the observed call. */
    @Test
    void encodingACallAllocatesLittle() {
        Allocation.require(CALLS * 350L, () -> encode(encoder()));
        Allocation.require(
                CALLS * 1_500L,
                () -> encode(encoder(
                        WatchOption.RESULTS, WatchOption.ARGUMENTS_AFTER, WatchOption.EXCEPTIONS, WatchOption.TAGS)));
    }

    private void encode(EventEncoder encoder) {
        for (int i = 0; i < CALLS; i++) {
            encoder.encode(event, Map.of());
        }
    }
}
