package dev.observatory.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Generates the nodes of primitive types from the templates in {@code src/templates/graph}.
 *
 * <p>To write the sources after a change of a template, run this file from the root of the project, which needs no build:
 * {@code java core/src/test/java/dev/observatory/graph/PrimitiveSources.java core}
 */
final class PrimitiveSources {
    private static final List<String> KINDS = List.of("Value", "Derived");
    private static final List<Map<String, String>> TYPES = List.of(
            Map.of(
                    "type", "int",
                    "Type", "Int",
                    "Box", "Integer",
                    "equality", "",
                    "isSame", "before == after",
                    "toInt", "",
                    "toLong", "",
                    "toBits", "number",
                    "fromBits", "(int) bits"),
            Map.of(
                    "type", "long",
                    "Type", "Long",
                    "Box", "Long",
                    "equality", "",
                    "isSame", "before == after",
                    "toInt", "(int) ",
                    "toLong", "",
                    "toBits", "number",
                    "fromBits", "bits"),
            Map.of(
                    "type", "double",
                    "Type", "Double",
                    "Box", "Double",
                    "equality",
                            " * Values are compared like {@link Double#equals} does: NaN equals itself, 0.0 does not equal"
                                    + " -0.0.\n",
                    "isSame", "Double.doubleToLongBits(before) == Double.doubleToLongBits(after)",
                    "toInt", "(int) ",
                    "toLong", "(long) ",
                    "toBits", "Double.doubleToRawLongBits(number)",
                    "fromBits", "Double.longBitsToDouble(bits)"));

    private PrimitiveSources() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("Give the directory of the core module, usually [core]");
        }
        Path module = Path.of(arguments[0]);
        for (Map.Entry<Path, String> source : all(module).entrySet()) {
            Files.writeString(source.getKey(), source.getValue());
        }
    }

    /** Returns the text of every generated source by its file. */
    static Map<Path, String> all(Path module) throws IOException {
        Path templates = module.resolve("src/templates/graph");
        Path sources = module.resolve("src/main/java/dev/observatory/graph");
        String state = Files.readString(templates.resolve("PrimitiveState.template"));
        Map<Path, String> all = new TreeMap<>();
        for (String kind : KINDS) {
            String template = Files.readString(templates.resolve("Primitive" + kind + ".java.template"));
            for (Map<String, String> type : TYPES) {
                Path source = sources.resolve(type.get("Type") + kind + ".java");
                all.put(source, filled(template.replace("$state$\n", state), type));
            }
        }
        return all;
    }

    private static String filled(String template, Map<String, String> values) {
        String text = template;
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("$" + value.getKey() + "$", value.getValue());
        }
        return text;
    }
}
