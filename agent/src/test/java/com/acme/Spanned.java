package com.acme;

import dev.observatory.event.Event;
import dev.observatory.event.Events;
import io.opentelemetry.instrumentation.annotations.SpanAttribute;
import io.opentelemetry.instrumentation.annotations.WithSpan;

/** Methods that two agents weave and a third one counts. */
public final class Spanned {
    private int total;

    private Spanned() {}

    @WithSpan("sum of spans")
    @Event
    int sum(@SpanAttribute("upTo") int upTo) {
        total = 0;
        for (int i = 1; i <= upTo; i++) {
            total += i;
        }
        return total;
    }

    @Event
    @WithSpan
    static void fail(String message) {
        throw new IllegalStateException(message);
    }

    public static void main(String[] args) {
        Recorder.outcomes(Events.of(Spanned.class, "sum"));
        Recorder.outcomes(Events.of(Spanned.class, "fail"));
        System.out.println(new Spanned().sum(4));
        try {
            fail("on purpose");
        } catch (IllegalStateException expected) {
            System.out.println("caught " + expected.getMessage() + " "
                    + expected.getStackTrace()[0].getMethodName() + " "
                    + expected.getStackTrace()[1].getMethodName());
        }
    }
}
