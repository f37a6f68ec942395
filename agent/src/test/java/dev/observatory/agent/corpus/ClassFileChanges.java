package dev.observatory.agent.corpus;

import dev.observatory.agent.corpus.ClassFileParts.Attribute;
import dev.observatory.agent.corpus.ClassFileParts.Code;
import dev.observatory.agent.corpus.ClassFileParts.Member;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The changes of weaving to a class file other than to the code of woven methods. Only constants and bootstrap methods may be added
 * after the existing ones: since no constant has moved, everything else must be the same bytes, or indexes of equal constants.
 */
public final class ClassFileChanges {
    private static final String CODE = "Code";
    private static final String BOOTSTRAP_METHODS = "BootstrapMethods";

    private final ConstantEntries constants;
    private final Predicate<String> mayChangeCode;
    private final List<String> found = new ArrayList<>();

    private ClassFileChanges(ConstantEntries constants, Predicate<String> mayChangeCode) {
        this.constants = constants;
        this.mayChangeCode = mayChangeCode;
    }

    /**
     * Compares two class files.
     *
     * @param mayChangeCode whether a method, by name and descriptor, may have other code
     * @return one line for each change that is not allowed
     */
    public static List<String> between(byte[] original, byte[] woven, Predicate<String> mayChangeCode) {
        ClassFileParts before = ClassFileParts.of(original);
        ClassFileParts after = ClassFileParts.of(woven);
        ClassFileChanges changes = new ClassFileChanges(after.constants(), mayChangeCode);
        changes.compare(before, after);
        return changes.found;
    }

    private void compare(ClassFileParts original, ClassFileParts woven) {
        expect(original.version() == woven.version(), "the version of the class file");
        expect(original.constants().isBeginningOf(woven.constants()), "constants that were there");
        expect(constants.areSame(original.head(), woven.head()), "its flags, name, super class or interfaces");
        compareMembers("field", original.fields(), woven.fields());
        compareMembers("method", original.methods(), woven.methods());
        compareAttributes("the class", original.attributes(), woven.attributes(), name -> false);
    }

    private void compareMembers(String kind, List<Member> original, List<Member> woven) {
        expect(original.size() == woven.size(), "the number of its " + kind + "s");
        for (int i = 0; i < Math.min(original.size(), woven.size()); i++) {
            Member before = original.get(i);
            Member after = woven.get(i);
            String what = kind + " " + before.name();
            expect(constants.areSame(before.indexes(), after.indexes()), "flags, name or type of " + what);
            compareAttributes(
                    what,
                    before.attributes(),
                    after.attributes(),
                    name -> name.equals(CODE) && mayChangeCode.test(before.name()));
        }
    }

    /** Their order is irrelevant. */
    private void compareAttributes(
            String owner, List<Attribute> original, List<Attribute> woven, Predicate<String> mayDiffer) {
        List<Attribute> before = sorted(original);
        List<Attribute> after = sorted(woven);
        List<String> names = before.stream().map(Attribute::name).toList();
        if (!names.contains(BOOTSTRAP_METHODS)) {
            after.removeIf(attribute -> attribute.name().equals(BOOTSTRAP_METHODS));
        }
        List<String> namesAfter = after.stream().map(Attribute::name).toList();
        if (!names.equals(namesAfter)) {
            found.add("the attributes of " + owner + ", from " + names + " to " + namesAfter);
            return;
        }
        for (int i = 0; i < before.size(); i++) {
            String name = names.get(i);
            ByteBuffer content = before.get(i).content();
            ByteBuffer contentAfter = after.get(i).content();
            expect(areSame(name, content, contentAfter) || mayDiffer.test(name), "attribute " + name + " of " + owner);
        }
    }

    private boolean areSame(String attribute, ByteBuffer before, ByteBuffer after) {
        return switch (attribute) {
            case BOOTSTRAP_METHODS ->
                isBeginning(before.slice(2, before.limit() - 2), after.slice(2, after.limit() - 2));
            case CODE -> constants.areSame(before, after) || isSameCode(before, after);
            default -> constants.areSame(before, after);
        };
    }

    /**
     * Returns whether code differs in nothing but the order of its attributes. Code of unwoven methods is usually copied byte by byte; ASM
     * writes it anew if its constants are in the file twice, and it finds the other one.
     */
    private boolean isSameCode(ByteBuffer before, ByteBuffer after) {
        Code code = Code.of(before, constants);
        Code codeAfter = Code.of(after, constants);
        List<Attribute> attributes = sorted(code.attributes());
        List<Attribute> attributesAfter = sorted(codeAfter.attributes());
        boolean areSame =
                constants.areSame(code.body(), codeAfter.body()) && attributes.size() == attributesAfter.size();
        for (int i = 0; areSame && i < attributes.size(); i++) {
            Attribute one = attributes.get(i);
            Attribute other = attributesAfter.get(i);
            areSame = one.name().equals(other.name()) && constants.areSame(one.content(), other.content());
        }
        return areSame;
    }

    private static List<Attribute> sorted(List<Attribute> attributes) {
        List<Attribute> sorted = new ArrayList<>(attributes);
        sorted.sort(Comparator.comparing(Attribute::name).thenComparing(Attribute::content));
        return sorted;
    }

    private boolean isBeginning(ByteBuffer beginning, ByteBuffer whole) {
        return whole.limit() >= beginning.limit() && constants.areSame(beginning, whole.slice(0, beginning.limit()));
    }

    private void expect(boolean isSame, String what) {
        if (!isSame) {
            found.add(what);
        }
    }
}
