package dev.observatory.agent.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosureNameTest {
    @ParameterizedTest
    @CsvSource({
        "lambda$place$0, place",
        "lambda$new$12, new",
        "lambda$static$0, static",
        "lambda$a$b$3, a$b",
        "lambda$place$3f91fd3c$1, place",
        "lambda$null$0, ''",
        "lambda$7, ''",
        "place$lambda$0, place",
        "place$lambda$0$lambda$1, place",
        "_init_$lambda$0, new",
        "place$lambda$0lambda$$lambda$1, place$lambda$0lambda$",
        "$lambda$0$lambda$1, $lambda$0",
        "$anonfun$place$1, place",
        "lambda$place, ",
        "lambda$place$x, ",
        "lambda$, ",
        "lambda$$1, ",
        "$anonfun$$3, ",
        "lambda, ",
        "place, ",
        "place$lambda$, ",
        "place$lambda$lambda$0, place$lambda",
        "place$lambda$0lambda$, ",
        "$lambda$0, ",
        "$anonfun$1, ",
        "$anonfun$place$1$adapted, ",
    })
    void theMethodOfALambdaIsFoundInItsName(String name, String method) {
        assertThat(ClosureName.enclosingMethod(name)).isEqualTo(method);
    }

    @Test
    void aLambdaIsShownWithItsNumberOnlyAmongSeveral() {
        List<String> members = List.of("place()V", "lambda$place$0()V", "lambda$place$2(I)V", "lambda$main$1()V");

        assertThat(ClosureName.shown("lambda$place$2", members)).isEqualTo("place/lambda$2");
        assertThat(ClosureName.shown("lambda$main$1", members)).isEqualTo("main/lambda");
        assertThat(ClosureName.shown("lambda$3", members)).isEqualTo("*/lambda$3");
        assertThat(ClosureName.shown("place", members)).isEqualTo("place");
    }
}
