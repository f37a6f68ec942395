package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Proxied;
import dev.observatory.agent.testing.ForkedJvm;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.BeanUtils;
import org.springframework.core.SpringVersion;

/** Objects of woven classes behind proxies of real frameworks. */
class ProxiesIT {

    @Test
    void theObjectsBehindThemAreObserved() {
        List<String> lines = ForkedJvm.withAgent()
                .classPath(
                        ForkedJvm.testClasses(),
                        ForkedJvm.core(),
                        ForkedJvm.locationOf(ByteBuddy.class),
                        ForkedJvm.locationOf(ProxyFactory.class),
                        ForkedJvm.locationOf(BeanUtils.class),
                        ForkedJvm.locationOf(SpringVersion.class),
                        ForkedJvm.locationOf(LogFactory.class))
                .linesOf(Proxied.class);

        assertThat(lines)
                .containsExactly(
                        "spring class",
                        "  balance 5",
                        "  from 0",
                        "  one 5 true",
                        "  exited",
                        "  [deposit] led from state [EMPTY] to [FILLED]",
                        "  [deposit] led from state [EMPTY] to [FILLED]",
                        "spring interface",
                        "  balance 5",
                        "  one 5 false",
                        "  [deposit] led from state [EMPTY] to [FILLED]",
                        "  [deposit] led from state [EMPTY] to [FILLED]",
                        "cglib",
                        "  balance 5",
                        "  from 0",
                        "  one 5 true",
                        "  exited",
                        "  [deposit] led from state [EMPTY] to [FILLED]",
                        "byte buddy",
                        "  balance 5",
                        "  from 0",
                        "  one 5 true",
                        "  exited",
                        "  [deposit] led from state [EMPTY] to [FILLED]",
                        "  balance 6",
                        "  from 5",
                        "  one 6 true",
                        "  exited",
                        "  transition of true",
                        "Object of class [_] is a JDK proxy of [com.acme.Proxied$Deposits], and the object behind it cannot be found;"
                                + " use that object itself, or observe all objects of its class");
    }
}
