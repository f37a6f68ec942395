package dev.observatory.bench.spring;

import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;

/** The advice that AspectJ's weaver, if present, weaves around tagged methods: only proceeds. */
@Aspect
public class EmptyAdvice {
    /**
     * Calls the method.
     *
     * @param call the call
     * @return the result of the method
     * @throws Throwable if the method throws
     */
    @Around("execution(@dev.observatory.event.Event * *(..))")
    public Object proceed(ProceedingJoinPoint call) throws Throwable {
        return call.proceed();
    }
}
