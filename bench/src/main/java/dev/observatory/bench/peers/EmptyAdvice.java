package dev.observatory.bench.peers;

import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;

/** The least that an AspectJ advice around a method can do. */
@Aspect
public class EmptyAdvice {

    /**
     * Runs the method.
     *
     * @param call the call
     * @return what the method returned
     * @throws Throwable what it threw
     */
    @Around("execution(int dev.observatory.bench.peers.Instrumented.f(int))")
    public Object around(ProceedingJoinPoint call) throws Throwable {
        return call.proceed();
    }
}
