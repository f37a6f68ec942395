package dev.observatory.bench.peers;

import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;

/** The smallest possible AspectJ advice around a method. */
@Aspect
public class EmptyAdvice {

    /**
     * Runs the method.
     *
     * @param call the call
     * @return the result of the method
     * @throws Throwable if the method throws
     */
    @Around("execution(int dev.observatory.bench.peers.Instrumented.f(int))")
    public Object around(ProceedingJoinPoint call) throws Throwable {
        return call.proceed();
    }
}
