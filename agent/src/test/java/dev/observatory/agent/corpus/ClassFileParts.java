package dev.observatory.agent.corpus;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A class file split into its parts. Shares no code with the weaver, so that both cannot have the same bug.
 *
 * @param version the minor and major version
 * @param head the flags, the names of the class, its super class and its interfaces, as indexes
 * @param attributes the attributes of the class
 */
record ClassFileParts(
        int version,
        ConstantEntries constants,
        ByteBuffer head,
        List<Member> fields,
        List<Member> methods,
        List<Attribute> attributes) {

    /** A field or method; the indexes are its flags, name and type as in the file. */
    record Member(String name, ByteBuffer indexes, List<Attribute> attributes) {}

    record Attribute(String name, ByteBuffer content) {}

    /**
     * The content of an attribute with code.
     *
     * @param body instructions and handlers
     * @param attributes the attributes of the code
     */
    record Code(ByteBuffer body, List<Attribute> attributes) {
        static Code of(ByteBuffer content, ConstantEntries constants) {
            Cutter cutter = new Cutter(content.duplicate(), constants);
            return cutter.code();
        }
    }

    static ClassFileParts of(byte[] file) {
        return new Cutter(file).cut();
    }

    private static final class Cutter {
        private static final int MAGIC = 0xcafebabe;

        private final ByteBuffer in;
        private ConstantEntries constants = new ConstantEntries(List.of());

        Cutter(byte[] file) {
            this.in = ByteBuffer.wrap(file);
        }

        Cutter(ByteBuffer part, ConstantEntries constants) {
            this.in = part;
            this.constants = constants;
        }

        Code code() {
            int handlers = 8 + in.getInt(4);
            in.position(handlers + 2 + 8 * in.getChar(handlers));
            return new Code(from(0), attributes());
        }

        ClassFileParts cut() {
            if (in.getInt() != MAGIC) {
                throw new IllegalArgumentException("not a class file");
            }
            int version = in.getInt();
            constants = constants();
            int head = in.position();
            in.position(head + 6);
            in.position(in.position() + 2 + 2 * in.getChar(in.position()));
            return new ClassFileParts(version, constants, from(head), members(), members(), attributes());
        }

        private ConstantEntries constants() {
            ByteBuffer none = in.slice(0, 0);
            List<ByteBuffer> entries = new ArrayList<>(List.of(none));
            int count = in.getChar();
            while (entries.size() < count) {
                int start = in.position();
                int tag = in.get();
                in.position(in.position() + (tag == 1 ? 2 + in.getChar(start + 1) : length(tag)));
                entries.add(from(start));
                if (tag == 5 || tag == 6) {
                    entries.add(none); // A long or double takes two numbers.
                }
            }
            return new ConstantEntries(entries);
        }

        private static int length(int tag) {
            return switch (tag) {
                case 7, 8, 16, 19, 20 -> 2;
                case 15 -> 3;
                case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
                case 5, 6 -> 8;
                default -> throw new IllegalArgumentException("no constant has the tag [" + tag + "]");
            };
        }

        private List<Member> members() {
            List<Member> members = new ArrayList<>();
            for (int remaining = in.getChar(); remaining > 0; remaining--) {
                int start = in.position();
                String name = constants.text(in.getChar(start + 2)) + constants.text(in.getChar(start + 4));
                in.position(start + 6);
                members.add(new Member(name, from(start), attributes()));
            }
            return members;
        }

        private List<Attribute> attributes() {
            List<Attribute> attributes = new ArrayList<>();
            for (int remaining = in.getChar(); remaining > 0; remaining--) {
                String name = constants.text(in.getChar());
                int length = in.getInt();
                int start = in.position();
                in.position(start + length);
                attributes.add(new Attribute(name, from(start)));
            }
            return attributes;
        }

        /** What lies between there and here. */
        private ByteBuffer from(int start) {
            return in.slice(start, in.position() - start).asReadOnlyBuffer();
        }
    }
}
