package dev.observatory.bench.stress;

import static java.util.Objects.requireNonNull;

import dev.observatory.event.EventCall;
import dev.observatory.event.EventData;
import dev.observatory.event.EventPoint;
import dev.observatory.event.EventWeaving;
import dev.observatory.event.Events;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A thread that has an emission of another thread's call reads the arguments of that call, whether it is in progress, has ended, or another
 * call has taken its place.
 */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "read before the call began")
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the arguments of the call")
@Outcome(id = "2", expect = Expect.FORBIDDEN, desc = "the arguments of another call")
@Outcome(id = "-1", expect = Expect.FORBIDDEN, desc = "no arguments")
@State
public class ArgumentsAreThoseOfTheCall {
    private final EventPoint event = Events.define("stress");
    private volatile @Nullable EventData begun;

    /** Connects the observer that publishes the emission of the first call. */
    public ArgumentsAreThoseOfTheCall() {
        event.aboutToRun().connect(data -> begun = begun == null ? data : begun);
    }

    private void call(int argument) {
        EventCall call = (EventCall)
                requireNonNull(EventWeaving.begin(EventWeaving.hooksOf(event), new Object[] {null, argument}));
        call.complete(null);
    }

    /** Makes two calls, of which the second one takes the place of the first. */
    @Actor
    public void run() {
        call(1);
        call(2);
    }

    /**
     * Reads the arguments of the first call.
     *
     * @param result the argument; 0 if there is no call yet
     */
    @Actor
    public void read(I_Result result) {
        EventData data = begun;
        if (data == null) {
            result.r1 = 0;
        } else {
            List<@Nullable Object> arguments = data.args();
            result.r1 = arguments.isEmpty() ? -1 : (int) requireNonNull(arguments.get(0));
        }
    }
}
