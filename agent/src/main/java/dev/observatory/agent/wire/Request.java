package dev.observatory.agent.wire;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import java.util.Set;

/** A message from the command line to the agent: one request per conversation, and {@link Stop} while the answer is a stream. */
public sealed interface Request extends Message {
    /** The size limit of a request. */
    int MAX_BYTES = 1 << 20;

    /**
     * Decodes a request.
     *
     * @param kind the kind of the message, as it was received
     * @param in positioned at the first field
     * @return the message
     * @throws ProtocolException if there is no such kind, or a field is missing or invalid
     */
    static Request decode(String kind, FieldReader in) throws ProtocolException {
        return switch (kind) {
            case Status.KIND -> new Status();
            case Weave.KIND ->
                new Weave(in.readTexts(), in.readTexts(), in.readTexts(), in.readText(), in.readInt("max"));
            case Watch.KIND -> Watch.read(in);
            case Top.KIND -> Top.read(in);
            case Detach.KIND -> new Detach();
            case Stop.KIND -> new Stop();
            default -> throw new ProtocolException("Request [" + in.kind() + "] is unknown");
        };
    }

    /**
     * Calls the method of a handler that is for this kind of request.
     *
     * @param handler answers the request
     * @throws IOException if the answer cannot be sent
     */
    void dispatchTo(Handler handler) throws IOException;

    /** Answers requests; one method for each kind. */
    interface Handler {
        /**
         * Answers with {@link Response.StatusFact} and {@link Response.ClassStatus} messages.
         *
         * @param request the request
         * @throws IOException if the answer cannot be sent
         */
        void handle(Status request) throws IOException;

        /**
         * Answers with the outcome of weaving.
         *
         * @param request the request
         * @throws IOException if the answer cannot be sent
         */
        void handle(Weave request) throws IOException;

        /**
         * Answers with the outcome of weaving and a stream of {@link WatchEvent} messages.
         *
         * @param request the request
         * @throws IOException if the answer cannot be sent
         */
        void handle(Watch request) throws IOException;

        /**
         * Answers with the outcome of weaving and a stream of {@link MethodTable} messages.
         *
         * @param request the request
         * @throws IOException if the answer cannot be sent
         */
        void handle(Top request) throws IOException;

        /**
         * Answers with {@link Response.KeptClass} messages and a {@link Response.DetachResult}.
         *
         * @param request the request
         * @throws IOException if the answer cannot be sent
         */
        void handle(Detach request) throws IOException;

        /**
         * Refuses the request, which is valid only while another is being answered.
         *
         * @param request the request
         * @throws IOException if the answer cannot be sent
         */
        void handle(Stop request) throws IOException;
    }

    /** Requests everything that is woven or skipped. */
    record Status() implements Request {
        static final String KIND = "status";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void writeTo(FieldWriter out) {}

        @Override
        public void dispatchTo(Handler handler) throws IOException {
            handler.handle(this);
        }
    }

    /**
     * Requests that annotated and matching members are woven, those of loaded classes included, until the agent is detached.
     *
     * @param include patterns of methods to weave
     * @param exclude patterns of methods not to weave
     * @param fields patterns of fields to weave
     * @param observe where the program reports its events; empty to leave that to the program's own settings
     * @param max the maximum number of methods that patterns select; 0 to leave it as it is
     */
    record Weave(List<String> include, List<String> exclude, List<String> fields, String observe, int max)
            implements Request {
        static final String KIND = "weave";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            out.writeTexts(include);
            out.writeTexts(exclude);
            out.writeTexts(fields);
            out.writeText(observe);
            out.writeInt(max);
        }

        @Override
        public void dispatchTo(Handler handler) throws IOException {
            handler.handle(this);
        }
    }

    /**
     * Requests a stream of the events of matching members.
     *
     * @param methods patterns of methods
     * @param fields patterns of fields
     * @param options what events carry, and which of them are left out
     * @param minNanos the duration below which calls are left out
     * @param instanceOf the type on whose instances calls are reported; empty for any
     * @param loader the class loader of whose classes events are reported, by name or number; empty for any
     * @param redact names whose values are hidden in addition to the standard ones; after a minus sign, those that are shown
     * @param limit the number of events after which the stream ends; 0 for no limit
     * @param perSecond the maximum number of events per second; 0 for no maximum
     * @param bufferBytes the memory of the program that events may use while they wait to be sent
     */
    record Watch(
            List<String> methods,
            List<String> fields,
            Set<WatchOption> options,
            long minNanos,
            String instanceOf,
            String loader,
            List<String> redact,
            long limit,
            int perSecond,
            int bufferBytes)
            implements Request {
        static final String KIND = "watch";

        static Watch read(FieldReader in) throws ProtocolException {
            return new Watch(
                    in.readTexts(),
                    in.readTexts(),
                    WatchOption.read(in),
                    in.readLong("minNanos"),
                    in.readText(),
                    in.readText(),
                    in.readTexts(),
                    in.readLong("limit"),
                    in.readInt("perSecond"),
                    in.readInt("bufferBytes"));
        }

        /**
         * Returns whether an option is requested.
         *
         * @param option the option
         * @return whether it is among the options
         */
        public boolean has(WatchOption option) {
            return options.contains(option);
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            out.writeTexts(methods);
            out.writeTexts(fields);
            WatchOption.write(options, out);
            out.writeLong(minNanos);
            out.writeText(instanceOf);
            out.writeText(loader);
            out.writeTexts(redact);
            out.writeLong(limit);
            out.writeInt(perSecond);
            out.writeInt(bufferBytes);
        }

        @Override
        public void dispatchTo(Handler handler) throws IOException {
            handler.handle(this);
        }
    }

    /**
     * Requests tables of methods with counts and durations of their calls.
     *
     * @param methods patterns of methods; empty for all that are woven
     * @param intervalNanos the time between two tables
     * @param rows the maximum number of methods in a table
     * @param rounds the number of tables after which the stream ends; 0 for no limit
     * @param order which methods come first, and so remain if there are more than {@code rows}
     * @param includesGenerated whether methods of classes that are generated while the program runs are shown
     * @param loader the class loader of whose classes methods are shown, by name or number; empty for any
     */
    record Top(
            List<String> methods,
            long intervalNanos,
            int rows,
            long rounds,
            TopOrder order,
            boolean includesGenerated,
            String loader)
            implements Request {
        static final String KIND = "top";

        static Top read(FieldReader in) throws ProtocolException {
            return new Top(
                    in.readTexts(),
                    in.readLong("intervalNanos"),
                    in.readInt("rows"),
                    in.readLong("rounds"),
                    TopOrder.read(in),
                    in.readBoolean(),
                    in.readText());
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void writeTo(FieldWriter out) throws ProtocolException {
            out.writeTexts(methods);
            out.writeLong(intervalNanos);
            out.writeInt(rows);
            out.writeLong(rounds);
            out.writeText(order.word());
            out.writeBoolean(includesGenerated);
            out.writeText(loader);
        }

        @Override
        public void dispatchTo(Handler handler) throws IOException {
            handler.handle(this);
        }
    }

    /** Requests that all classes are reverted and the agent is detached. */
    record Detach() implements Request {
        static final String KIND = "detach";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void writeTo(FieldWriter out) {}

        @Override
        public void dispatchTo(Handler handler) throws IOException {
            handler.handle(this);
        }
    }

    /** Ends the stream that answers {@link Watch} or {@link Top}. */
    record Stop() implements Request {
        static final String KIND = "stop";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public void writeTo(FieldWriter out) {}

        @Override
        public void dispatchTo(Handler handler) throws IOException {
            handler.handle(this);
        }
    }
}
