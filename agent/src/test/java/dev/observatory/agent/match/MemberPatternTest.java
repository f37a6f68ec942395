package dev.observatory.agent.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.Opcodes;

class MemberPatternTest {

    @Nested
    class Types {

        @ParameterizedTest
        @CsvSource({
            "com.acme.Order, com/acme/Order, true",
            "com.acme.Order, com/acme/Order$Line, false",
            "com.acme.Order, com/acme/Orders, false",
            "com.acme.Order$Line, com/acme/Order$Line, true",
            "com.acme.Order$*, com/acme/Order$Line, true",
            "com.acme.Order$*, com/acme/Order$Line$Part, false",
            "com.acme.Order**, com/acme/Order$Line$Part, true",
            "com.acme.*, com/acme/Order, true",
            "com.acme.*, com/acme/Order$Line, false",
            "com.acme.*, com/acme/orders/Order, false",
            "com.acme.**, com/acme/orders/Order$Line, true",
            "com.acme.**, com/acmes/Order, false",
            "com.acme.**.Order, com/acme/a/b/Order, true",
            "com.*.Order, com/acme/Order, true",
            "com.*.Order, com/acme/a/Order, false",
            "**Service, com/acme/OrderService, true",
            "**Service, com/acme/OrderServices, false",
            "*, Main, true",
            "*, com/acme/Main, false",
            "**, com/acme/Main, true",
            "**Order*, com/acme/OrderLine, true",
        })
        void wildcardsMatchTypes(String pattern, String internalName, boolean expected) {
            assertThat(MemberPattern.of(pattern).matchesType(internalName)).isEqualTo(expected);
        }
    }

    @Nested
    class Methods {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "C#place | place | (I)V | true",
                    "C#place | places | (I)V | false",
                    "C#place* | placeOrder | ()V | true",
                    "C#*Order | placeOrder | ()V | true",
                    "C#* | placeOrder | ()V | true",
                    "C | placeOrder | ()V | true",
                    "C | <init> | ()V | false",
                    "C#* | <init> | ()V | false",
                    "C#new | <init> | ()V | true",
                    "C#new(int) | <init> | (J)V | false",
                    "C#new | new | ()V | true",
                    "C#place() | place | ()V | true",
                    "C#place() | place | (I)V | false",
                    "C#place(..) | place | (IJ)V | true",
                    "C#place(..) | place | ()V | true",
                    "C#place(int, ..) | place | (I)V | true",
                    "C#place(int, ..) | place | (IJ)V | true",
                    "C#place(int, ..) | place | (JI)V | false",
                    "C#place(*, long) | place | (IJ)V | true",
                    "C#place(*, long) | place | (I)V | false",
                    "C#place(String) | place | (Ljava/lang/String;)V | true",
                    "C#place(java.lang.String) | place | (Ljava/lang/String;)V | true",
                    "C#place(java.util.String) | place | (Ljava/lang/String;)V | false",
                    "C#place(Entry) | place | (Ljava/util/Map$Entry;)V | true",
                    "C#place(Map$Entry) | place | (Ljava/util/Map$Entry;)V | true",
                    "C#place(String[][]) | place | ([[Ljava/lang/String;)V | true",
                    "C#place(String[]) | place | (Ljava/lang/String;)V | false",
                    "C#place(int[]) | place | ([I)V | true",
                })
        void wildcardsAndParametersMatchMethods(String pattern, String name, String descriptor, boolean expected) {
            MemberInfo method = new MemberInfo(Opcodes.ACC_PUBLIC, name, descriptor, false, false);

            assertThat(MemberPattern.of(pattern).matchesMethod(method)).isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({
            "public C, true, false, false",
            "private C, false, true, false",
            "package C, false, false, true",
            "public private C, true, true, false",
            "public !static C, true, false, false",
            "static C, false, true, false",
        })
        void filtersMatchModifiers(String pattern, boolean isPublic, boolean isPrivateStatic, boolean isPackage) {
            MemberPattern filtered = MemberPattern.of(pattern);

            assertThat(filtered.matchesMethod(method(Opcodes.ACC_PUBLIC))).isEqualTo(isPublic);
            assertThat(filtered.matchesMethod(method(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC)))
                    .isEqualTo(isPrivateStatic);
            assertThat(filtered.matchesMethod(method(0))).isEqualTo(isPackage);
        }

        private MemberInfo method(int access) {
            return new MemberInfo(access, "place", "()V", false, false);
        }

        @Test
        void filtersExcludeGettersAndSetters() {
            MemberInfo getter = new MemberInfo(0, "order", "()I", true, false);
            MemberInfo setter = new MemberInfo(0, "order", "(I)V", false, true);

            assertThat(MemberPattern.of("!getters C").matchesMethod(getter)).isFalse();
            assertThat(MemberPattern.of("!getters C").matchesMethod(setter)).isTrue();
            assertThat(MemberPattern.of("!getters !setters C").matchesMethod(setter))
                    .isFalse();
        }
    }

    @Nested
    class Fields {

        @Test
        void wildcardsMatchFieldsAndParametersDoNot() {
            MemberInfo status = new MemberInfo(Opcodes.ACC_PRIVATE, "status", "I", false, false);

            assertThat(MemberPattern.of("com.acme.Order#status").matchesField(status))
                    .isTrue();
            assertThat(MemberPattern.of("com.acme.Order#st*").matchesField(status))
                    .isTrue();
            assertThat(MemberPattern.of("com.acme.Order#status(..)").matchesField(status))
                    .isFalse();
            assertThat(MemberPattern.of("public com.acme.Order#status").matchesField(status))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | a class name is missing; write a pattern like [com.acme.**#place*(..)]",
                "#place | a class name is missing; write a pattern like [com.acme.**#place*(..)]",
                "com.acme.Order# | a member name is missing; write a pattern like [com.acme.**#place*(..)]",
                "com/acme/Order | the class name [com/acme/Order] has the character [/], which is not allowed in"
                        + " names; write a pattern like [com.acme.**#place*(..)]",
                "C#place(int | the parameters of [place(int] must end with [)]",
                "C#place(int,) | a parameter name is missing; write a pattern like [com.acme.**#place*(..)]",
                "C#place(.., int) | the parameter [..] matches all remaining parameters and must be the last one",
                "final C | the filter [final] is not known; use one of [public, protected, package, private, static,"
                        + " !static, !getters, !setters]",
            })
    void syntaxErrorsAreDescribed(String pattern, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemberPattern.of(pattern))
                .withMessage(reason);
    }

    @Test
    void manyWildcardsAreMatchedInLinearTime() {
        MemberPattern many = MemberPattern.of("**a".repeat(40) + "b");

        assertThat(many.matchesType("a".repeat(2_000))).isFalse();
    }

    @Nested
    class Lambdas {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "C#place/lambda | lambda$place$0 | true",
                    "C#place/lambda | lambda$place$3f91fd3c$1 | true",
                    "C#place/lambda | lambda$places$0 | false",
                    "C#place/lambda | place | false",
                    "C#pl*/lambda | lambda$place$7 | true",
                    "C#*/lambda | lambda$place$7 | true",
                    "C#*/lambda | lambda$7 | true",
                    "C#place/lambda | lambda$7 | false",
                    "C#place/lambda$7 | lambda$place$7 | true",
                    "C#place/lambda$7 | lambda$place$8 | false",
                    "C#new/lambda | lambda$new$0 | true",
                    "C#<init>/lambda | lambda$new$0 | true",
                    "C#place/lambda | place$lambda$0 | true",
                    "C#place/lambda | $anonfun$place$1 | true",
                    "C | lambda$place$0 | false",
                    "C#* | lambda$place$0 | false",
                    "C#lambda$* | lambda$place$0 | false",
                    "C#lambda$place$0 | lambda$place$0 | false",
                    "C#lambda | lambda | true",
                })
        void onlyTheirOwnPatternsSelectThem(String pattern, String name, boolean expected) {
            int access = name.equals("place") || name.equals("lambda") ? 0 : Opcodes.ACC_SYNTHETIC;

            assertThat(MemberPattern.of(pattern).matchesMethod(new MemberInfo(access, name, "()V", false, false)))
                    .isEqualTo(expected);
            assertThat(MemberPattern.of(pattern).matchesMethodName(name, "()V")).isEqualTo(expected);
        }

        @Test
        void anExcludedMethodIsExcludedWithItsLambdas() {
            MemberInfo lambda = new MemberInfo(Opcodes.ACC_SYNTHETIC, "lambda$place$0", "()V", false, false);

            assertThat(MemberPattern.of("C").excludesMethod(lambda)).isTrue();
            assertThat(MemberPattern.of("C#place").excludesMethod(lambda)).isTrue();
            assertThat(MemberPattern.of("C#place/lambda").excludesMethod(lambda))
                    .isTrue();
            assertThat(MemberPattern.of("C#pay").excludesMethod(lambda)).isFalse();
        }

        @Test
        void theirMethodHasNoParametersInPatterns() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MemberPattern.of("C#place(int)/lambda"))
                    .withMessage("the method of the lambdas [place(int)/lambda] must be given without parameters");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MemberPattern.of("C#place/lambda(int)"))
                    .withMessage("after [/lambda] only a number may follow, as in [/lambda$0], but the member is"
                            + " [place/lambda(int)]");
        }
    }

    @Test
    void constructorsHaveTwoNames() {
        for (String pattern : new String[] {"C#new(int)", "C#<init>(int)"}) {
            assertThat(MemberPattern.of(pattern).matchesMethodName("<init>", "(I)V"))
                    .isTrue();
            assertThat(MemberPattern.of(pattern).matchesMethodName("<init>", "()V"))
                    .isFalse();
        }
    }
}
