package dev.observatory.agent.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedClassNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acme.Order$$EnhancerBySpringCGLIB$$1a2b3c",
                "com.acme.Order$$SpringCGLIB$$0",
                "com.acme.Order$$FastClassByCGLIB$$1a2b",
                "com.acme.Order$ByteBuddy$aBcD",
                "com.acme.Order$HibernateProxy$aBcD",
                "com.acme.Order$HibernateProxy",
                "com.acme.Order$MockitoMock$123",
                "com.acme.Order_$$_jvst1a2_0",
                "com.acme.Order$Proxy$_$$_WeldClientProxy",
                "com.acme.Order_ClientProxy",
                "com/acme/Order$$Lambda$14",
                "com.acme.Order$$Lambda/0x0000000800c03000",
                "jdk.proxy2.$Proxy12",
                "$Proxy3",
                "com.acme.Order+0x0000000800c03000",
            })
    void namesOfGeneratorsAreRecognized(String name) {
        assertThat(GeneratedClassName.matches(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acme.Order",
                "com.acme.Order$Line",
                "com.acme.Order$1",
                "com.acme.$Proxy",
                "com.acme.ProxyFactory$Proxy1",
                "com.acme.Order_2",
            })
    void othersAreNot(String name) {
        assertThat(GeneratedClassName.matches(name)).isFalse();
    }
}
