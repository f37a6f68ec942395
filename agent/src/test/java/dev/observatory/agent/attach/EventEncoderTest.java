package dev.observatory.agent.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.library.CallView;
import dev.observatory.agent.wire.Allocation;
import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.Response;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        facts.put("nanos", 1_234_567L);
        facts.put("arguments", arguments);
        facts.put("result", 10);
        facts.put("tags", Map.of());
    }

    private static EventEncoder encoder(boolean values) {
        return new EventEncoder(new Request.Watch(
                List.of("x"),
                List.of(),
                values,
                values,
                values,
                values,
                false,
                false,
                0,
                "",
                List.of(),
                0,
                0,
                1 << 20));
    }

    @Test
    void aCallHasValuesOnlyIfTheyAreRequested() {
        Response.CallEvent without = (Response.CallEvent) encoder(false).encode(event);
        Response.CallEvent with = (Response.CallEvent) encoder(true).encode(event);

        assertThat(without.method()).isEqualTo("place(String, int)");
        assertThat(without.depth()).isEqualTo(3);
        assertThat(without.nanos()).isEqualTo(1_234_567);
        assertThat(without.arguments()).isEmpty();
        assertThat(without.result()).isNull();
        assertThat(with.arguments()).containsExactly(Map.entry("item", "\"tea\""), Map.entry("count", "7"));
        assertThat(with.result()).isEqualTo("10");
    }

    @Test
    void aCallThatThrewHasAnExceptionAndNoResult() {
        facts.put("exception", new IllegalStateException("no tea"));

        Response.CallEvent call = (Response.CallEvent) encoder(true).encode(event);

        assertThat(call.exception()).isEqualTo("java.lang.IllegalStateException");
        assertThat(call.message()).isEqualTo("java.lang.IllegalStateException: no tea");
        assertThat(call.result()).isNull();
    }

    /** Encoding runs on the thread of the observed call. */
    @Test
    void encodingACallAllocatesLittle() {
        Allocation.require(CALLS * 300L, () -> encode(encoder(false)));
        Allocation.require(CALLS * 1_500L, () -> encode(encoder(true)));
    }

    private void encode(EventEncoder encoder) {
        for (int i = 0; i < CALLS; i++) {
            encoder.encode(event);
        }
    }
}
